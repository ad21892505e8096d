-- Waiting roster rows with what is certain of each (decision 17): level, series, exemption and unit, null where unknown. A
-- row of a held file belongs to no unit for certain. Where a unit's table has only the sum of senior posts, its level is 高级.
-- Exempt as well: titles that never enter the numerator (decision 4 b: teachers' 正高级).
with waiting as (
    select distinct submission_id, sheet, row_no from {{ ref('int_waiting') }}
),

senior_sum as (
    select distinct review_year, bureau_code, unit_name from {{ ref('int_post') }} where post_level = coarse and coarse = '高级'
)

select
    r.review_year, r.bureau_code, r.submission_id, r.sheet, r.row_no, u.unit_name, r.coarse, r.level_name, r.series_code, r.program,
    case when s.unit_name is not null and r.coarse = '高级' then '高级' else r.post_level end as post_level,
    e.exemption_id is not null or m.series_code is not null as is_exempt,
    coalesce(u.is_public and not u.is_reform, true) as could_be_measured
from {{ ref('int_roster_row') }} as r
inner join waiting as w using (submission_id, sheet, row_no)
left join {{ ref('int_exemption') }} as e using (submission_id, sheet, row_no)
left join {{ ref('measure_scope') }} as m
    on m.measure_id = 'over_post_senior' and m.treatment = 'excluded' and r.series_code = m.series_code and r.level_name = m.level_name
    and {{ in_force('m', 'r.review_year') }}
left join {{ ref('int_unit') }} as u
    on r.review_year = u.review_year and r.bureau_code = u.bureau_code and case when not r.is_held then r.unit_name end = u.unit_name
left join senior_sum as s
    on u.review_year = s.review_year and u.bureau_code = s.bureau_code and u.unit_name = s.unit_name
