-- One row a year, body, form and check, with what the check's rows are to the body.
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
