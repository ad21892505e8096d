-- What is over a limit, near it, or not yet certain, with its clause. Where a year has no limit: what would exceed the
-- last limit known, as display only. A body without any such item says so, so that silence is never read as missing.
with judged as (
    select
        review_year,
        bureau_code,
        bureau_name,
        scope_name,
        measure || coalesce('·' || level_group, '') as measure,
        numerator,
        denominator,
        worst,
        value,
        limit_value,
        '' as limit_prefix,
        state,
        since,
        document_no || ' ' || coalesce(clause, '') as document,
        reading_kind,
        denominator is not null and limit_value between 0 and 1 as is_ratio
    from main.mart_compliance
    where state in ('超限', '预警', '待核')
),

unlimited as (
    select
        review_year,
        bureau_code,
        bureau_name,
        scope_name,
        '超岗位申报·' || level_group as measure,
        over_post as numerator,
        established as denominator,
        over_post_worst as worst,
        over_post_ratio as value,
        reference_limit as limit_value,
        '参照 ' as limit_prefix,
        state,
        null::date as since,
        '本年度未见规定；参照 ' || reference_document as document,
        null as reading_kind,
        true as is_ratio
    from main.mart_over_post
    where state = '仅展示' and scope_kind <> 'unit' and over_post_ratio > reference_limit
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
    scope_name,
    measure,
    numerator,
    denominator,
    worst,
    case when is_ratio then format('{:.1f}%', value * 100) else format('{:,}', value::bigint) end as value_text,
    limit_prefix
    || case when is_ratio then format('{:.1f}%', limit_value * 100) else format('{:,}', limit_value::bigint) end
        as limit_text,
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
    '全部' as scope_name,
    '没有超限、预警或待核的事项' as measure,
    null as numerator,
    null as denominator,
    null as worst,
    null as value_text,
    null as limit_text,
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
