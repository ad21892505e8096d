-- 公示登记表缺公示单位或公示环节: 应写明哪个单位在哪个环节公示。
select {{ finding_columns('r') }} from {{ ref('stg_publicity') }} as r where r.publicity_unit is null or r.stage is null
