-- Publicity shorter than its rule asks, by body: rows that are too short ÷ rows examined, none allowed. Worst case: rows of
-- held files and rows whose days cannot be counted. A body without such a row: 无数据.
with limits as (
    {{ limit_in_force('publicity_unit_days') }}
    union all
    {{ limit_in_force('publicity_site_days') }}
),

counted as (
    select
        review_year, bureau_code, rule_id, count(*) filter (where not is_held) as seen,
        count(is_short) filter (where not is_held) as examined, count(*) filter (where is_short and not is_held) as short,
        count(*) filter (where is_held or is_short is null) as unknown
    from {{ ref('int_publicity_rule') }}
    group by review_year, bureau_code, rule_id
)

select
    l.review_year, b.bureau_code, b.bureau_name, null::varchar as banner_code, null::varchar as banner_name, l.rule_id,
    'body' as scope_kind, b.bureau_code as scope_code, b.bureau_name as scope_name, l.level_group,
    c.short as numerator, c.examined as denominator, {{ rate('c.short', 'c.examined') }} as value, 0 as limit_value,
    c.short + c.unknown as worst,
    case
        when c.seen is null then '无数据'
        when c.short > 0 then l.severity
        when c.unknown = 0 then '合规'
        else '待核'
    end as state
from limits as l
inner join {{ ref('reporting_body') }} as b on l.jurisdiction_code in (b.bureau_code, '{{ var("region_code") }}')
left join counted as c on l.review_year = c.review_year and b.bureau_code = c.bureau_code and l.rule_id = c.rule_id
where l.fate = '判定'
