-- A body without any says so, so that silence is never read as missing.
with found as (
    select
        review_year,
        bureau_code,
        bureau_name,
        banner_code,
        banner_name,
        series_code,
        series_short,
        level_code,
        level_name,
        publicity_unit,
        unit_name,
        stage,
        start_date,
        end_date,
        workdays,
        workdays_strict,
        limit_value,
        state
    from main.mart_publicity
),

bodies as (
    select distinct
        review_year,
        bureau_code,
        bureau_name
    from main.mart_submission
    where bureau_code is not null and review_year is not null
)

select * from found
union all
select
    bodies.review_year,
    bodies.bureau_code,
    bodies.bureau_name,
    null as banner_code,
    null as banner_name,
    null as series_code,
    null as series_short,
    null as level_code,
    null as level_name,
    '没有收到公示登记表' as publicity_unit,
    null as unit_name,
    null as stage,
    null as start_date,
    null as end_date,
    null as workdays,
    null as workdays_strict,
    null as limit_value,
    null as state
from bodies
where
    not exists (
        select 1
        from found
        where found.review_year = bodies.review_year and found.bureau_code = bodies.bureau_code
    )
