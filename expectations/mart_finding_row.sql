-- One row a body, year, check and severity: there are more findings than applications.
select
    review_year, bureau_code, check_id, severity, count(*) as findings, count(*) - count(message) as without_message,
    min("row") as first_row
from marts.mart_finding_row
group by review_year, bureau_code, check_id, severity
order by review_year, bureau_code, check_id, severity
