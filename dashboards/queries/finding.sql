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
union all by name
select
    review_year,
    bureau_code,
    bureau_name,
    '没有发现问题' as label,
    '● 没有' as severity_text
from bodies
anti join found using (review_year, bureau_code)
