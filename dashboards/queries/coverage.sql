-- How much of what was written could be read: the rest stays undecided and is listed among the findings.
select
    review_year,
    bureau_code,
    bureau_name,
    resolver_name,
    examined,
    resolved,
    examined - resolved as unresolved,
    resolved_rate
from main.mart_coverage
