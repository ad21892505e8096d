-- 在聘人数多于核定岗位数: 在聘人数应不多于核定岗位数。
select {{ finding_columns('r') }} from {{ ref('stg_post') }} as r where r.occupied > r.established
