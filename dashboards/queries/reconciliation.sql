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
    source,
    ours,
    theirs,
    difference,
    case when difference = 0 then '● 相符' else '◆ 不符' end as agrees
from main.mart_reconciliation
