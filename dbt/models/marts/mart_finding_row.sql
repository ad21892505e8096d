-- Each finding with its place; the words say what was expected, never what the cell holds. What a file's name would give away
-- is taken out of a sheet's name once, not once a finding.
with shown as (
    select f.submission_id, f.sheet, {{ masked('f.sheet', 'n.pattern') }} as sheet_shown
    from (select distinct submission_id, sheet from {{ ref('int_finding') }}) as f
    left join {{ ref('int_place_name') }} as n on f.submission_id = n.submission_id
)

select
    f.review_year, f.bureau_code, b.bureau_name, f.submission_id, m.form_name as form, s.sheet_shown as sheet, f.row_no as row,
    f.column_name, f.check_id, f.label, f.severity, f.message, f.action, f.clause,
    {{ provenance() }}
from {{ ref('int_finding') }} as f
inner join {{ ref('form') }} as m on f.form_code = m.form_code
left join {{ ref('reporting_body') }} as b on f.bureau_code = b.bureau_code
left join shown as s on f.submission_id = s.submission_id and f.sheet is not distinct from s.sheet
{{ provenance_joins('f') }}
