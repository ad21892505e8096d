-- Findings counted by check, body and form.
select
    f.review_year, f.bureau_code, b.bureau_name, m.form_name as form, f.check_id, f.label, f.severity,
    count(*)::int as findings,
    count(distinct f.submission_id || '|' || f.sheet || '|' || f.row_no)::int as rows,
    {{ provenance() }}
from {{ ref('int_finding') }} as f
inner join {{ ref('form') }} as m on f.form_code = m.form_code
left join {{ ref('reporting_body') }} as b on f.bureau_code = b.bureau_code
{{ provenance_joins('f') }}
group by all
