-- 结果与申报的工作单位不同: 应与花名册中的工作单位相同。
select {{ finding_columns('r') }} from {{ ref('int_outcome_match') }} as r
inner join {{ ref('int_application') }} as a on r.application_id = a.application_id
where r.unit_name != a.unit_name
