-- One application = body × person × year × series × level × program (decision 8): of the rows that can be counted and say so,
-- the first received; of one receipt the one that says more, then by what it says, so that no order of rows or files matters.
-- Only what an application is found by: all else its row says stands in int_roster_row.
select
    {{ short_key('A', ['r.bureau_code', 'r.person_key', 'cast(r.review_year as varchar)', 'r.series_code', 'r.level_code', 'r.program']) }}
        as application_id,
    r.submission_id, r.sheet, r.row_no, r.review_year, r.bureau_code, r.unit_name, r.person_key, r.person_name, r.sex, r.birth_month,
    r.series_code, r.level_code, r.program
from {{ ref('int_roster_row') }} as r
left join {{ ref('int_waiting') }} as w using (submission_id, sheet, row_no)
where w.check_id is null and r.bureau_code is not null
qualify row_number() over (
    partition by r.bureau_code, r.person_key, r.review_year, r.series_code, r.level_code, r.program
    order by
        r.received_at, r.has_tilt_column desc, r.tilt_text nulls last, r.employment nulls last, r.stated_mode nulls last, r.channel,
        r.unit_name, r.education nulls last, r.ethnic_group nulls last, r.sex nulls last, r.birth_month nulls last,
        r.submission_id, r.sheet, r.row_no
) = 1
