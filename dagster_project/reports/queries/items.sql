-- Every scope that is over a limit, close to one, or not certain, worst first; what is late after what exceeds posts, quotas or persons.
select
    rule_id || '|' || coalesce(scope_code, '-') || '|' || coalesce(level_group, '-') || '|' || coalesce(bureau_code, '-')
        as row_key,
    'data' as row_type, 'all' as group_key, state, bureau_name, scope_name, scope_kind, rule_id, measure, level_group,
    numerator, denominator, numerator / nullif(denominator, 0)::double as share, limit_value::bigint as limit_value, worst,
    document_no, clause, reading_kind, strftime(since, '%Y-%m-%d') as since, permitted_by,
    case when rule_id like 'R-PUB%' then '次' when rule_id in (select rule_id from mart_deadline) then '件' else '人' end
        as unit_word,
    scope_kind = 'unit' as is_unit
from mart_compliance
where review_year = $year and ($bureau is null or bureau_code = $bureau) and state in ('超限', '预警', '待核')
order by case state when '超限' then 1 when '预警' then 2 else 3 end, rule_id in (select rule_id from mart_deadline),
    coalesce(numerator, 0) - coalesce(limit_value, 0) desc, rule_id, bureau_code nulls first, scope_code, level_group
