-- Data and total rows of the quota tables. "7 (含区直其他单位 4)" is 7 with a part named 区直其他单位 of 4.
select
    submission_id, sheet, row_no, 'quota' as form_code, review_year, bureau_code, is_held, received_at, row_kind,
    {{ squeeze('quota_unit') }} as quota_unit, quota as quota_text,
    try_cast(regexp_extract({{ leading_count('quota') }}, '^([0-9]+)(?:$|人?[(])', 1) as integer) as quota,
    nullif(regexp_extract({{ squeeze('quota') }}, '[(]含(.*?)([0-9]+)[人名]?[)]$', 1), '') as part_name,
    try_cast(regexp_extract({{ squeeze('quota') }}, '[(]含(.*?)([0-9]+)[人名]?[)]$', 2) as integer) as part_quota
from ({{ raw_rows('quota') }})
where row_kind in ('data', 'total')
