-- One row a year, body and policy: its share of the body's applications against the region's share, and against last year.
-- Rosters without the column (未标注) say nothing about use and are left out of both shares.
with used as (
    select
        review_year,
        bureau_code,
        any_value(bureau_name) as bureau_name,
        tilt_code,
        any_value(tilt_short) as tilt_short,
        sum(applications)::integer as applications,
        sum(passed)::integer as passed
    from main.mart_tilt
    group by review_year, bureau_code, tilt_code
),

applied as (
    select
        review_year,
        bureau_code,
        sum(applied + coalesce(recognised, 0) + coalesce(by_exam, 0)) as applied
    from main.mart_pass_rate
    group by review_year, bureau_code
),

marked as (
    select
        applied.review_year,
        applied.bureau_code,
        (applied.applied - coalesce(used.applications, 0))::integer as applied
    from applied
    left join used
        on applied.review_year = used.review_year and applied.bureau_code = used.bureau_code and used.tilt_code = '未标注'
    where applied.applied > coalesce(used.applications, 0)
),

region as (
    select
        review_year,
        sum(applied) as applied
    from marked
    group by review_year
),

shares as (
    select
        used.*,
        marked.applied,
        used.applications / marked.applied as share,
        sum(used.applications) over (partition by used.review_year, used.tilt_code) / region.applied as region_share
    from used
    inner join marked
        on used.review_year = marked.review_year and used.bureau_code = marked.bureau_code
    inner join region on used.review_year = region.review_year
    where used.tilt_code <> '未标注'
)

select
    now.review_year,
    now.bureau_code,
    now.bureau_name,
    now.tilt_code,
    now.tilt_short,
    now.applications,
    now.passed,
    now.applied,
    now.share,
    now.region_share,
    now.applications - round(now.applied * now.region_share)::integer as beyond,
    case
        when now.applications > round(now.applied * now.region_share) then '△ 多于全区比例'
        when now.applications < round(now.applied * now.region_share) then '▽ 少于全区比例'
        else '－ 与全区相当'
    end as compared,
    before.applications as applications_before,
    now.applications - before.applications as applications_change
from shares as now
left join used as before
    on now.review_year = before.review_year + 1
    and now.bureau_code = before.bureau_code
    and now.tilt_code = before.tilt_code
