select
    review_year,
    bureau_code,
    bureau_name,
    tilt_code,
    tilt_label,
    tilt_short,
    series_short,
    level_name,
    applications,
    persons_first,
    passed
from main.mart_tilt
