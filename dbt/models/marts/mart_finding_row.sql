-- Each finding with its place; the words say what was expected, never what the cell holds.
select
    f.review_year, f.bureau_code, b.bureau_name, f.submission_id, m.form_name as form,
    {{ masked('f.sheet', 'n.pattern') }} as sheet, f.row_no as row,
    f.column_name, f.check_id, f.label, f.severity, f.message, f.action, f.clause,
    {{ provenance() }}
from {{ ref('int_finding') }} as f
inner join {{ ref('form') }} as m on f.form_code = m.form_code
left join {{ ref('reporting_body') }} as b on f.bureau_code = b.bureau_code
left join {{ ref('int_place_name') }} as n on f.submission_id = n.submission_id
{{ provenance_joins('f') }}
