-- Quota of 正高级 teachers by line, part and total: two rates, never mixed (decision 7). passed_worst is what could still pass.
with quota as (
    select review_year, quota_scope_code, quota, is_conflicting from {{ ref('fct_quota') }}
    union all
    select q.review_year, l.parent_code, sum(q.quota), bool_or(q.is_conflicting)
    from {{ ref('fct_quota') }} as q
    inner join {{ ref('quota_line') }} as l on q.quota_scope_code = l.quota_scope_code and l.row_kind = 'line'
    group by q.review_year, l.parent_code
),

counted as (
    select
        a.review_year, m.quota_scope_code,
        count(distinct a.person_key) as applied,
        count(distinct a.person_key) filter (where a.program = '绿色通道') as applied_green,
        count(distinct a.person_key) filter (where a.outcome_class = 'passed') as passed,
        count(distinct a.person_key) filter (where a.outcome_class = 'passed' and a.is_filed) as filed,
        count(distinct a.person_key) filter (where coalesce(a.outcome_class, '') not in ('failed', 'cancelled')) as could_pass,
        count(a.outcome_class) as outcomes
    from {{ ref('fct_application') }} as a
    inner join {{ ref('measure_scope') }} as s
        on s.measure_id = 'quota_applied' and s.treatment = 'counted' and a.series_code = s.series_code and a.level_name = s.level_name
    inner join {{ ref('int_quota_leaf') }} as l using (review_year, bureau_code, unit_name)
    inner join {{ ref('int_quota_member') }} as m on l.leaf_code = m.leaf_code
    where a.program != '定向评价'
    group by a.review_year, m.quota_scope_code
),

waiting as (
    select review_year, quota_scope_code, count(*) as rows_waiting
    from {{ ref('int_quota_waiting') }}
    group by review_year, quota_scope_code
)

select
    y.review_year, l.*, q.quota::int as quota, coalesce(q.is_conflicting, false) as is_conflicting,
    coalesce(c.applied, 0)::int as applied, coalesce(c.applied_green, 0)::int as applied_green,
    coalesce(c.passed, 0)::int as passed, coalesce(c.filed, 0)::int as filed, coalesce(c.outcomes, 0) > 0 as has_outcomes,
    (coalesce(c.applied, 0) + coalesce(w.rows_waiting, 0))::int as applied_worst,
    (coalesce(c.could_pass, 0) + coalesce(w.rows_waiting, 0))::int as passed_worst
from (select distinct review_year from {{ ref('stg_submission') }} where review_year is not null) as y
inner join {{ ref('quota_line') }} as l on {{ in_force('l', 'y.review_year') }}
left join quota as q using (review_year, quota_scope_code)
left join counted as c using (review_year, quota_scope_code)
left join waiting as w using (review_year, quota_scope_code)
