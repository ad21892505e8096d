-- Which application a result row belongs to: by person, year, level and series; without an ID number by name, sex, birth
-- month and unit inside the body. A body's results reach its own applications only; the region's reach all, its own first.
-- The same series goes before one still to be decided (待定系列). None or several: a finding, never a guess (contracts, section 1).
with countable as (
    select r.*
    from {{ ref('int_result_row') }} as r
    left join {{ ref('int_waiting') }} as w using (submission_id, sheet, row_no)
    where w.check_id is null
),

candidate as (
    select r.submission_id, r.sheet, r.row_no, a.application_id, coalesce(a.bureau_code = r.bureau_code, false) as same_body,
        r.series_code = a.series_code as same_series
    from countable as r
    inner join {{ ref('int_application') }} as a
        on r.id_status = 'valid' and r.person_key = a.person_key and r.review_year = a.review_year and r.level_code = a.level_code
        and coalesce(r.bureau_code, '{{ var("region_code") }}') in (a.bureau_code, '{{ var("region_code") }}')
        and (r.series_code = a.series_code or '{{ var("pending_series") }}' in (r.series_code, a.series_code))
    union all
    select r.submission_id, r.sheet, r.row_no, a.application_id, true, r.series_code = a.series_code
    from countable as r
    inner join {{ ref('int_application') }} as a
        on r.id_status != 'valid' and r.bureau_code = a.bureau_code and r.review_year = a.review_year
        and r.level_code = a.level_code
        and (r.series_code = a.series_code or '{{ var("pending_series") }}' in (r.series_code, a.series_code))
        and r.person_name = {{ squeeze('a.person_name') }} and r.sex = a.sex and r.birth_month = a.birth_month and r.unit_name = a.unit_name
),

nearest as (
    select submission_id, sheet, row_no, count(*) as matches, min(application_id) as application_id
    from (
        select *, rank() over (partition by submission_id, sheet, row_no order by same_body desc, same_series desc) as nearness
        from candidate
    )
    where nearness = 1
    group by submission_id, sheet, row_no
)

select
    r.*, coalesce(n.matches, 0) as matches,
    case when n.matches = 1 then n.application_id end as application_id
from countable as r
left join nearest as n using (submission_id, sheet, row_no)
