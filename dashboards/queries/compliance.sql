-- What is over a limit, near it, or not yet certain, with its clause. Where a year has no limit: what would exceed the
-- last limit known, and each body's highest scope, as display only. A body without any such item says so, so that
-- silence is never read as missing. What is late counts files, not people: it stands in the ledger's table of deadlines.
with judged as (
    select
        review_year,
        bureau_code,
        bureau_name,
        banner_code,
        banner_name,
        scope_name,
        measure,
        level_group,
        numerator,
        denominator,
        value,
        format('{:,}', limit_value::bigint) as limit_text,
        greatest(numerator - limit_value, 0)::integer as beyond,
        worst,
        state,
        since,
        document_no || ' ' || coalesce(clause, '') as document,
        reading_kind
    from main.mart_compliance
    where state in ('超限', '预警', '待核') and rule_id not in (select rule_id from main.mart_deadline where rule_id is not null)
),

unlimited as (
    select
        review_year,
        bureau_code,
        bureau_name,
        banner_code,
        banner_name,
        scope_name,
        measure,
        level_group,
        over_post as numerator,
        established as denominator,
        over_post_ratio as value,
        '参照 ' || format('{:.0f}%', reference_limit * 100) as limit_text,
        null as beyond,
        over_post_worst as worst,
        state,
        null as since,
        '本年度未见规定；参照 ' || reference_document as document,
        null as reading_kind
    from main.mart_over_post
    where measure_id = 'over_post_senior' and state = '仅展示' and scope_kind <> 'unit' and over_post_ratio is not null
    qualify
        over_post_ratio > reference_limit
        or row_number() over (partition by review_year, bureau_code order by over_post_ratio desc, scope_code) = 1
),

items as (
    select * from judged
    union all
    select * from unlimited
),

bodies as (
    select distinct
        review_year,
        bureau_code,
        bureau_name
    from main.mart_submission
    where bureau_code is not null and review_year is not null
)

select
    review_year,
    bureau_code,
    bureau_name,
    banner_code,
    banner_name,
    scope_name,
    measure,
    level_group,
    numerator,
    denominator,
    case when denominator is not null then format('{:.1f}%', round(value * 100, 1)) end as value_text,
    limit_text,
    beyond,
    worst,
    state,
    since,
    document,
    reading_kind
from items
union all
select
    review_year,
    bureau_code,
    bureau_name,
    null as banner_code,
    null as banner_name,
    '全部' as scope_name,
    '没有超限、预警或待核的事项' as measure,
    null as level_group,
    null as numerator,
    null as denominator,
    null as value_text,
    null as limit_text,
    null as beyond,
    null as worst,
    null as state,
    null as since,
    null as document,
    null as reading_kind
from bodies
where
    not exists (
        select 1
        from items
        where items.review_year = bodies.review_year and items.bureau_code = bodies.bureau_code
    )
