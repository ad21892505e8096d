-- 涉改日期不能识别: 应为日期，如 2023-03-01。
select {{ finding_columns('r') }} from {{ ref('stg_unit') }} as r
where (r.reform_from_text is not null and r.reform_from is null) or (r.reform_to_text is not null and r.reform_to is null)
