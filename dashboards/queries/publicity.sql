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
union all by name
select
    review_year,
    bureau_code,
    bureau_name,
    '没有收到公示登记表' as publicity_unit
from bodies
anti join found using (review_year, bureau_code)
