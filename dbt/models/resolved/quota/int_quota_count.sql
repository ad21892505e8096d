-- Counts against the quota of 正高级 teachers by line, part and total: two rates, never mixed (decision 7). passed_worst is what could still pass.
-- A person counts once in a line; who applied in two lines counts in both, and so twice in the total: only lines add up (decisions 7, 8).
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
        count(distinct a.person_key || '|' || m.line_code) as applied,
        count(distinct a.person_key || '|' || m.line_code) filter (where a.program = '绿色通道') as applied_green,
        count(distinct a.person_key || '|' || m.line_code) filter (where a.outcome_class = 'passed') as passed,
        count(distinct a.person_key || '|' || m.line_code) filter (where a.outcome_class = 'passed' and a.is_filed) as filed,
        count(distinct a.person_key || '|' || m.line_code) filter (where coalesce(a.outcome_class, '') not in ('failed', 'cancelled')) as could_pass,
        count(a.outcome_class) as outcomes
    from {{ ref('fct_application') }} as a
    inner join {{ ref('measure_scope') }} as s
        on s.measure_id = 'quota_applied' and s.treatment = 'counted' and a.series_code = s.series_code and a.level_name = s.level_name
    inner join {{ ref('int_quota_leaf') }} as l using (review_year, bureau_code, unit_name)
    inner join {{ ref('int_quota_member') }} as m on l.leaf_code = m.leaf_code
    where not {{ program_exempt('a', 'quota_applied') }}
    group by a.review_year, m.quota_scope_code
),

-- Whether the bodies counted in a scope have handed in a roster: some of them, and all of them.
roster as (
    select
        y.review_year, m.quota_scope_code,
        bool_or(r.bureau_code is not null) as has_roster, bool_and(r.bureau_code is not null) as has_every_roster
    from {{ ref('int_review_year') }} as y
    cross join {{ ref('int_quota_member') }} as m
    inner join {{ ref('quota_line') }} as q on m.leaf_code = q.quota_scope_code
    left join {{ ref('int_body_roster') }} as r on y.review_year = r.review_year and q.bureau_code = r.bureau_code
    group by y.review_year, m.quota_scope_code
),

waiting as (
    select review_year, quota_scope_code, count(*) as rows_waiting
    from {{ ref('int_quota_waiting') }}
    group by review_year, quota_scope_code
),

figure as (
    select
        y.review_year, l.*, q.quota::int as quota, coalesce(q.is_conflicting, false) as is_conflicting,
        r.has_roster, r.has_every_roster, r.has_roster and coalesce(c.outcomes, 0) > 0 as has_outcomes,
        case when r.has_roster then coalesce(c.applied, 0) end::int as applied,
        case when r.has_roster then coalesce(c.applied_green, 0) end::int as applied_green,
        case when r.has_roster and c.outcomes > 0 then c.passed end::int as passed,
        case when r.has_roster and c.outcomes > 0 then c.filed end::int as filed,
        case when r.has_roster then coalesce(c.applied, 0) + coalesce(w.rows_waiting, 0) end::int as applied_worst,
        case when r.has_roster then coalesce(c.could_pass, 0) + coalesce(w.rows_waiting, 0) end::int as passed_worst
    from {{ ref('int_review_year') }} as y
    inner join {{ ref('quota_line') }} as l on {{ in_force('l', 'y.review_year') }}
    inner join roster as r on y.review_year = r.review_year and l.quota_scope_code = r.quota_scope_code
    left join quota as q on y.review_year = q.review_year and l.quota_scope_code = q.quota_scope_code
    left join counted as c on y.review_year = c.review_year and l.quota_scope_code = c.quota_scope_code
    left join waiting as w on y.review_year = w.review_year and l.quota_scope_code = w.quota_scope_code
),

-- A part over while its line is kept is a warning.
line as (
    select q.*, p.applied > p.quota as is_line_applied_over, p.passed > p.quota as is_line_passed_over
    from figure as q
    left join figure as p on q.row_kind = 'part' and q.review_year = p.review_year and q.parent_code = p.quota_scope_code
)

select
    q.*, {{ quota_state('q.applied', 'q.applied_worst', 'q.is_line_applied_over') }} as applied_state,
    case when not q.has_outcomes then '无数据' else {{ quota_state('q.passed', 'q.passed_worst', 'q.is_line_passed_over') }} end as passed_state
from line as q
