-- Every roster row with what became of it, whatever the rule: an application of its own, a duplicate of which row, or waiting
-- for which check. Level and treatment are those at which fct_post reckons it; exempt_kind and exempt_value say why posts do
-- not bind it. The application that a row repeats is joined by its key alone: a condition on the row's own side would compare
-- every row with every other.
with waiting as (
    select w.submission_id, w.sheet, w.row_no, w.check_id, c.label
    from {{ ref('int_waiting') }} as w
    inner join {{ ref('check') }} as c on w.check_id = c.check_id
    qualify row_number() over (
        partition by w.submission_id, w.sheet, w.row_no order by w.check_id = 'chk_file_held' desc, w.check_id
    ) = 1
),

shape as (
    select distinct review_year, bureau_code, unit_name from {{ ref('int_post') }} where post_level = coarse and coarse = '高级'
)

select
    r.submission_id, r.sheet, r.row_no, r.review_year, r.bureau_code, r.unit_name, r.unit_key, r.person_key, r.series_code, r.level_name,
    r.coarse, case when s.unit_name is not null and r.coarse = '高级' then '高级' else r.post_level end as post_level,
    f.application_id, coalesce(f.is_post_bound, false) as is_post_bound, f.outcome_class, f.is_leader, r.program,
    coalesce(m.treatment, '') as treatment, x.kind as exempt_kind, x.value as exempt_value,
    case
        when w.check_id = 'chk_file_held' then 'held'
        when w.check_id is not null then 'waiting'
        when f.application_id is null and a.submission_id = r.submission_id and a.sheet = r.sheet then 'duplicate'
        when f.application_id is null then 'duplicate_elsewhere'
    end as set_aside,
    coalesce(w.label, case when f.application_id is null then cast(a.row_no as varchar) end) as set_aside_value
from {{ ref('int_roster_row') }} as r
left join waiting as w using (submission_id, sheet, row_no)
left join {{ ref('fct_application') }} as f using (submission_id, sheet, row_no)
left join {{ ref('int_application') }} as a
    on r.bureau_code = a.bureau_code and r.person_key = a.person_key
    and r.review_year = a.review_year and r.series_code = a.series_code and r.level_code = a.level_code and r.program = a.program
left join shape as s on r.review_year = s.review_year and r.bureau_code = s.bureau_code and r.unit_name = s.unit_name
left join {{ ref('exemption') }} as x on f.exemption_id = x.exemption_id
left join {{ ref('measure_scope') }} as m
    on m.measure_id = 'over_post_senior' and r.series_code = m.series_code and r.level_name = m.level_name
    and {{ in_force('m', 'r.review_year') }}
