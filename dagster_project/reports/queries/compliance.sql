-- How many scopes stand in which state, by rule.
select
    rule_id as row_key, 'data' as row_type, 'all' as group_key, rule_id, any_value(measure) as measure,
    any_value(document_no) as document_no, any_value(clause) as clause, any_value(reading_kind) as reading_kind,
    count(*) as scopes,
    count(*) filter (where state = '超限') as over, count(*) filter (where state = '预警') as warning,
    count(*) filter (where state = '待核') as uncertain, count(*) filter (where state = '合规') as kept,
    count(*) filter (where state = '无数据') as no_data,
    count(*) filter (where state in ('不适用', '仅展示')) as not_judged
from mart_compliance
where review_year = $year and ($bureau is null or bureau_code = $bureau)
group by rule_id order by rule_id
