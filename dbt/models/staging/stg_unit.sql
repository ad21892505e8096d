-- Data rows of the unit registers.
select
    submission_id, sheet, row_no, 'unit' as form_code, review_year, bureau_code, is_held, received_at,
    case when {{ is_named('unit_name') }} then {{ squeeze('unit_name') }} end as unit_name, {{ squeeze('unit_kind') }} as unit_kind_text,
    {{ squeeze('affiliation') }} as affiliation_text, {{ squeeze('banner') }} as banner_text,
    {{ squeeze('department') }} as department,
    reform_from as reform_from_text, {{ to_date(typed_date('reform_from')) }} as reform_from,
    reform_to as reform_to_text, {{ to_date(typed_date('reform_to')) }} as reform_to
from ({{ raw_rows('unit') }}) as r
where row_kind = 'data'
