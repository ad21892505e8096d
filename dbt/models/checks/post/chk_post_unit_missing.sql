-- 岗位表缺单位名称: 应填写单位全称。
select {{ finding_columns('r') }} from {{ ref('stg_post') }} as r where r.unit_name is null
