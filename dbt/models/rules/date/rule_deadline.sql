-- Rules on dates, by body: files that came or speak of an event after the day they are due ÷ files with such a day, none
-- allowed. Worst case: with those that may be late. Being late is shown; no file is refused for it. A body of which no file
-- tells the day: 无数据.
with limits as (
    select distinct l.rule_id, l.severity, l.level_group, l.jurisdiction_code, d.review_year
    from {{ ref('policy_limit') }} as l
    inner join {{ ref('deadline') }} as d on l.rule_id = d.rule_id and {{ in_force('l', 'd.review_year') }}
    inner join {{ ref('int_review_year') }} as y on d.review_year = y.review_year
    where l.fate = '判定'
),

counted as (
    select
        rule_id, review_year, bureau_code, count(*) filter (where status = 'late') as late,
        count(*) filter (where status != 'late_maybe') as examined, count(*) filter (where status = 'late_maybe') as unknown
    from ({{ deadline_files() }}) as files
    group by rule_id, review_year, bureau_code
)

select
    l.review_year, b.bureau_code, b.bureau_name, null::varchar as banner_code, null::varchar as banner_name, l.rule_id,
    'body' as scope_kind, b.bureau_code as scope_code, b.bureau_name as scope_name, l.level_group,
    c.late as numerator, c.examined as denominator, {{ rate('c.late', 'c.examined') }} as value,
    case when c.rule_id is not null then 0 end as limit_value, c.late + c.unknown as worst,
    case
        when c.rule_id is null then '无数据'
        when c.late > 0 then l.severity
        when c.unknown > 0 then '待核'
        else '合规'
    end as state
from limits as l
inner join {{ ref('reporting_body') }} as b on l.jurisdiction_code in (b.bureau_code, '{{ var("region_code") }}')
left join counted as c on l.rule_id = c.rule_id and l.review_year = c.review_year and b.bureau_code = c.bureau_code
