-- Every submission with what became of its rows, and one row for each expected file that is missing (submission_id null).
-- Late: a row after the latest deadline that binds it, of the lowest jurisdiction whose body received the file; never a reason
-- to refuse.
with row_due as (
    select submission_id, happened, max(due_for_it) as due
    from {{ ref('int_event_deadline') }}
    where event_kind = '申报'
    group by
        submission_id, happened, unit_name, level_name, series_code, program, words, jurisdiction_code, jurisdiction_code = bureau_code
    -- The lowest jurisdiction that binds the row: the body's own before the region's.
    qualify (jurisdiction_code = bureau_code) = bool_or(jurisdiction_code = bureau_code) over (
        partition by submission_id, unit_name, level_name, series_code, program, words
    )
),

-- Files without such rows: what the list of expected files says.
file_due as (
    select s.submission_id, max(e.due) as due
    from {{ ref('fct_submission') }} as s
    inner join {{ ref('int_expected_file') }} as e
        on s.review_year = e.review_year and coalesce(s.bureau_code, '') = coalesce(e.bureau_code, '')
        and contains('、' || s.form || '、', '、' || e.form_name || '、')
    where s.submission_id not in (select submission_id from {{ ref('int_event') }} where event_kind = '申报')
    group by s.submission_id
),

lateness as (
    select submission_id, bool_or(happened > due) as late from row_due group by submission_id
    union all
    select s.submission_id, cast(s.received_at as date) > d.due
    from {{ ref('fct_submission') }} as s
    inner join file_due as d on s.submission_id = d.submission_id
),

every_file as (
    select
        s.review_year, s.bureau_code, s.submission_id, s.form, s.place, s.final_status as status, s.rows_in, s.accepted,
        s.accepted_with_notice, s.set_aside, s.received_at, l.late, s.supersedes, s.question
    from {{ ref('fct_submission') }} as s
    left join lateness as l on s.submission_id = l.submission_id
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
