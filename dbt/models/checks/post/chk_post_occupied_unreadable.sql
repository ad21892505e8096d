-- 在聘或空缺数不是整数: 应为不小于零的整数；未填或不能识别的在聘数按零计。
select {{ finding_columns('r') }} from {{ ref('stg_post') }} as r
where (r.occupied is null and r.vacant is null) or (r.vacant_text is not null and r.vacant is null)
