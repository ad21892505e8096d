-- Each rule that is judged or shown, and those that exempt from one, once: its clause and how we read it. Rules that
-- wait for data or lie out of scope are in the catalogue (policy list), not among the figures.
with kept as (
    select *, case comparison when '<=' then '不超过' when '>=' then '不少于' when '=' then '等于' else comparison end as sign
    from mart_policy
    where review_year = $year and ($bureau is null or bureau_code = $bureau or bureau_code is null)
        and fate in ('判定', '展示', '免限')
),

-- The limit of a rule on dates is its days.
dated as (
    select rule_id, string_agg(distinct strftime(due, '%Y-%m-%d'), '、' order by strftime(due, '%Y-%m-%d')) as days
    from mart_deadline
    where review_year = $year and ($bureau is null or bureau_code = $bureau)
    group by rule_id
)
select distinct on (rule_id)
    rule_id as row_key, 'data' as row_type, 'all' as group_key, rule_id, measure, document_no, clause, fate,
    case
        when fate = '免限' then '免于限额'
        when fate = '判定' and limit_value is null and days is not null then '不晚于 ' || days
        when limit_value is null and comparison is not null then if(fate = '判定', '见报送的名额表', '见读法')
        when limit_value is null then '未见规定'
        when limit_value > 0 and limit_value < 1 then format('{} {:g}%', sign, round(limit_value * 100, 4))
        else sign || ' ' || limit_value::bigint::varchar
    end as limit_text,
    severity, reading, reading_kind
from kept
left join dated using (rule_id)
order by rule_id, bureau_code
