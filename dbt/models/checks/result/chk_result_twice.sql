-- 同一申报有两条结果: 一条申报只应有一条结果。
select {{ finding_columns('r') }} from {{ ref('int_outcome_match') }} as r
where r.application_id in (
    select application_id from {{ ref('int_outcome_match') }} where not is_held group by application_id having count(*) > 1
)
