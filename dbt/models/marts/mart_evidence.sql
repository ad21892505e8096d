-- The rows behind each judged or shown figure: counted or not, and why, in the words of the catalogue of reasons. The counted
-- rows account for the figure: distinct persons bound by unit and level, persons against a quota, cases that break a rule.
with every_row as (
    {{ union_evidence() }}
),

-- What a file's name would give away is taken out of a sheet's name once, not once a row.
shown as (
    select e.submission_id, e.sheet, {{ masked('e.sheet', 'n.pattern') }} as sheet_shown
    from (select distinct submission_id, sheet from every_row) as e
    left join {{ ref('int_place_name') }} as n on e.submission_id = n.submission_id
)

select
    e.review_year, e.bureau_code, b.bureau_name, e.rule_id, e.scope_kind, e.scope_code, e.level_group, e.submission_id,
    s.sheet_shown as sheet, e.row_no as row, w.is_counted = 'Y' as counted, e.reason_id,
    replace(w.label, '{}', coalesce(e.reason_value, '')) as reason, e.unit_name, e.post_level, e.case_no,
    e.unit_established, e.unit_occupied, e.unit_vacant,
    {{ provenance() }}
from every_row as e
inner join {{ ref('evidence_reason') }} as w on e.reason_id = w.reason_id
left join {{ ref('reporting_body') }} as b on e.bureau_code = b.bureau_code
left join shown as s on e.submission_id = s.submission_id and e.sheet is not distinct from s.sheet
{{ provenance_joins('e') }}
