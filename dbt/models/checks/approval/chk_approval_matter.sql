-- 批准事项登记表缺对象或事项: 应写明对谁、批准了什么。
select {{ finding_columns('r') }} from {{ ref('stg_approval') }} as r where r.subject is null or r.matter is null
