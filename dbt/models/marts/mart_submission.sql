-- Every submission with what became of its rows, and one row for each expected file that is missing (submission_id null).
with latest_due as (
    select s.submission_id, max(e.due) as due
    from {{ ref('fct_submission') }} as s
    inner join {{ ref('int_expected_file') }} as e
        on s.review_year = e.review_year and coalesce(s.bureau_code, '') = coalesce(e.bureau_code, '')
        and contains('、' || s.form || '、', '、' || e.form_name || '、')
    group by s.submission_id
),

every_file as (
    select
        s.review_year, s.bureau_code, s.submission_id, s.form, s.place, s.final_status as status, s.rows_in, s.accepted,
        s.accepted_with_notice, s.set_aside, s.received_at, cast(s.received_at as date) > d.due as late, s.supersedes, s.question
    from {{ ref('fct_submission') }} as s
    left join latest_due as d on s.submission_id = d.submission_id
    union all
    select review_year, bureau_code, null, form_name, null, '未报', 0, 0, 0, 0, null, null, null, null
    from {{ ref('int_expected_status') }}
    where not is_handed_in
)

select
    f.review_year, f.bureau_code, b.bureau_name, f.submission_id, f.form, f.place, f.status,
    f.rows_in::int as rows_in, f.accepted::int as accepted, f.accepted_with_notice::int as accepted_with_notice,
    f.set_aside::int as set_aside, f.received_at, f.late, f.supersedes, f.question, context.is_demo,
    {{ provenance() }}
from every_file as f
left join {{ ref('reporting_body') }} as b on f.bureau_code = b.bureau_code
{{ provenance_joins('f') }}
