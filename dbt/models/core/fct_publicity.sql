-- One row of a publicity register with its working days: both end days counted, and the stricter count without the first day
-- (decision 9). A day's nearest row of the calendar counts: banner, body, everywhere. Days outside the calendar: no count.
with program as (
    select program, {{ items("program || coalesce('|' || aliases, '')") }} as alias from {{ ref('program') }}
),

placed as (
    select
        p.*, g.program, n.series_code, l.level_name, u.unit_key, u.banner_code, u.banner_name, u.division_code,
        p.start_date <= p.end_date as has_dates
    from {{ ref('stg_publicity') }} as p
    left join program as g on p.channel = g.alias
    left join {{ ref('int_series_name') }} as n on p.series_name_raw = n.name
    left join {{ ref('title_level') }} as l on p.level_name_raw = l.level_name
    left join {{ ref('int_unit_scope') }} as u
        on p.review_year = u.review_year and p.bureau_code = u.bureau_code and p.subject_unit = u.unit_name
),

by_day as (
    select p.submission_id, p.sheet, p.row_no, p.start_date, p.end_date, c.day, c.is_workday
    from placed as p
    inner join {{ ref('calendar') }} as c
        on p.has_dates and c.day between p.start_date and p.end_date
        and coalesce(c.division_code, p.bureau_code) in (p.bureau_code, p.division_code)
    qualify row_number() over (
        partition by p.submission_id, p.sheet, p.row_no, c.day
        order by c.division_code = p.division_code desc nulls last, c.division_code is not null desc
    ) = 1
),

counted as (
    select
        submission_id, sheet, row_no, count(*) = min(end_date) - min(start_date) + 1 as is_covered,
        count(*) filter (where is_workday) as workdays, count(*) filter (where is_workday and day > start_date) as workdays_strict
    from by_day
    group by submission_id, sheet, row_no
)

select
    {{ all_but('p', 'division_code') }}, p.has_dates and not coalesce(c.is_covered, false) as is_past_calendar,
    case when c.is_covered then c.workdays end::int as workdays,
    case when c.is_covered then c.workdays_strict end::int as workdays_strict
from placed as p
left join counted as c using (submission_id, sheet, row_no)
