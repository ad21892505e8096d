-- One application = body × person × year × series × level × program (decision 8): of the rows that can be counted and say so,
-- the first received; of one receipt the one that says more, then by what it says, so that no order of rows or files matters.
with first as (
    select r.submission_id, r.sheet, r.row_no
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
)

select
    {{ short_key('A', ['r.bureau_code', 'r.person_key', 'cast(r.review_year as varchar)', 'r.series_code', 'r.level_code', 'r.program']) }}
        as application_id,
    r.*
from {{ ref('int_roster_row') }} as r
inner join first as f on r.submission_id = f.submission_id and r.sheet = f.sheet and r.row_no = f.row_no
