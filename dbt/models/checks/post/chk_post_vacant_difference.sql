-- 空缺岗位数不等于核定减在聘: 应等于核定岗位数减在聘人数；按填写的空缺数计算。
select {{ finding_columns('r') }} from {{ ref('stg_post') }} as r
where r.vacant is not null and r.occupied is not null and r.vacant != greatest(r.established - r.occupied, 0)
