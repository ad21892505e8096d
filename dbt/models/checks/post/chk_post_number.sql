-- 核定岗位数不是整数: 应为不小于零的整数。
select {{ finding_columns('r') }} from {{ ref('stg_post') }} as r where r.established is null
