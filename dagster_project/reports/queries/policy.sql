-- Each rule once, with the clause it rests on and how we read it.
select distinct on (rule_id)
    rule_id as row_key, 'data' as row_type, 'all' as group_key, rule_id, measure, document_no, clause, fate, comparison,
    case
        when limit_value is null then ''
        when limit_value between 0.0001 and 0.9999 then format('{} {:g}%', comparison, round(limit_value * 100, 4))
        else comparison || ' ' || limit_value::bigint::varchar
    end as limit_text,
    severity, reading, reading_kind
from mart_policy
where review_year = $year and ($bureau is null or bureau_code = $bureau or bureau_code is null)
    and fate in ('判定', '展示', '免限')
order by rule_id
