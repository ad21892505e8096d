-- One row a year, body, form and check, with what the check's rows are to the body.
-- A body without any says so, so that silence is never read as missing.
with found as (
    select
        review_year,
        bureau_code,
        bureau_name,
        form,
        label,
        severity,
        case severity when '暂存' then '▲ 暂存待改' else '◇ 提示' end as severity_text,
        findings,
        rows as finding_rows
    from main.mart_finding
    where review_year is not null
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
    null as form,
    '没有发现问题' as label,
    null as severity,
    '● 没有' as severity_text,
    null as findings,
    null as finding_rows
from bodies
where
    not exists (
        select 1
        from found
        where found.review_year = bodies.review_year and found.bureau_code = bodies.bureau_code
    )
