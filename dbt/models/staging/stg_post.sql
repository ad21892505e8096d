-- Data rows of the post tables; numbers that are not whole numbers become null and are found by a check.
select
    submission_id, sheet, row_no, 'post' as form_code, review_year, bureau_code, is_held, received_at,
    case when {{ is_named('unit_name') }} then {{ squeeze('unit_name') }} end as unit_name, {{ squeeze('affiliation') }} as affiliation_text,
    {{ squeeze('banner') }} as banner_text, {{ squeeze('department') }} as department,
    {{ squeeze('post_level') }} as post_level_text,
    established as established_text, {{ to_count(leading_count('established')) }} as established,
    occupied as occupied_text, {{ to_count(leading_count('occupied')) }} as occupied,
    vacant as vacant_text, {{ to_count(leading_count('vacant')) }} as vacant
from ({{ raw_rows('post') }})
where row_kind = 'data'
