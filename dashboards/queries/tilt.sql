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
    tilt_code,
    tilt_label,
    tilt_short,
    applications,
    persons_first,
    passed
from main.mart_tilt
