-- Which exemption from the post limit a roster row has, if any (decision 2): the first in order of the catalogue.
with outcome_mode as (
    select a.submission_id, a.sheet, a.row_no, o.mode
    from {{ ref('fct_outcome') }} as o
    inner join {{ ref('int_application') }} as a on o.application_id = a.application_id
),

fact as (
    select submission_id, sheet, row_no, review_year, bureau_code, 'tilt_code' as kind, tilt_code as value from {{ ref('int_roster_tilt') }}
    union all
    select submission_id, sheet, row_no, review_year, bureau_code, 'program', program from {{ ref('int_roster_row') }}
    where coalesce(stated_mode, '') != '重新确认'
    union all
    select submission_id, sheet, row_no, review_year, bureau_code, 'channel', channel from {{ ref('int_roster_row') }}
    union all
    select submission_id, sheet, row_no, review_year, bureau_code, 'employment', employment from {{ ref('int_roster_row') }}
    union all
    select r.submission_id, r.sheet, r.row_no, r.review_year, r.bureau_code, 'mode', coalesce(r.stated_mode, o.mode)
    from {{ ref('int_roster_row') }} as r
    left join outcome_mode as o using (submission_id, sheet, row_no)
    union all
    select r.submission_id, r.sheet, r.row_no, r.review_year, r.bureau_code, 'unit_kind', u.unit_kind
    from {{ ref('int_roster_row') }} as r
    inner join {{ ref('int_unit') }} as u
        on r.review_year = u.review_year and r.bureau_code = u.bureau_code and r.unit_name = u.unit_name
)

select f.submission_id, f.sheet, f.row_no, min(e.exemption_id) as exemption_id
from fact as f
inner join {{ ref('exemption') }} as e
    on e.exempts_measure = 'over_post' and f.kind = e.kind and f.value = e.value
    and e.jurisdiction_code in (f.bureau_code, '{{ var("region_code") }}') and {{ in_force('e', 'f.review_year') }}
group by f.submission_id, f.sheet, f.row_no
