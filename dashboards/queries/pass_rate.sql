select
    review_year,
    bureau_code,
    bureau_name,
    banner_name,
    series_short,
    level_name,
    level_code,
    applied,
    reviewed,
    passed,
    not_final
from main.mart_pass_rate
