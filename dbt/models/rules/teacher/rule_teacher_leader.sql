-- 正高级 teachers of a city under its own notice (decision 7): how many were passed, how many heads among them, and the share of
-- heads among those recommended, by banner or 市属 unit and for the city. Counted like the quota: distinct persons, without the
-- programs exempt from it. Who may be a head but does not say counts in the worst case, as do rows that wait.
with bound as (
    select * from ({{ limit_by_body(['teacher_senior_city', 'teacher_leader_city', 'teacher_leader_share']) }}) where is_in_force
),

-- Scopes of each limit: those its way of measuring gives, and the body itself where that way names it.
unit_scope as (
    select l.review_year, l.rule_id, m.bureau_code, m.unit_name, m.scope_kind, m.scope_code, m.scope_name, m.banner_code, m.banner_name
    from bound as l
    inner join {{ ref('int_unit_measure') }} as m
        on l.review_year = m.review_year and l.bureau_code = m.scope_bureau_code
        and (l.measured_by = m.measured_by or (m.measured_by = 'body' and contains(l.measured_by, 'body')))
),

teacher as (
    select
        u.review_year, u.rule_id, u.scope_kind, u.scope_code, min(u.scope_name) as scope_name, a.person_key,
        min(u.banner_code) as banner_code, min(u.banner_name) as banner_name, bool_or(a.is_leader) as is_leader,
        bool_or(coalesce(a.outcome_class = 'passed', false)) as is_passed,
        bool_or(coalesce(a.outcome_class, '') not in ('failed', 'cancelled')) as could_pass,
        bool_or(a.outcome_class is not null) as has_outcome
    from unit_scope as u
    inner join {{ ref('fct_application') }} as a using (review_year, bureau_code, unit_name)
    inner join {{ ref('measure_scope') }} as s
        on s.measure_id = 'quota_applied' and s.treatment = 'counted' and a.series_code = s.series_code and a.level_name = s.level_name
    where not {{ program_exempt('a', 'quota_applied') }}
    group by u.review_year, u.rule_id, u.scope_kind, u.scope_code, a.person_key
),

waiting as (
    select l.rule_id, l.review_year, w.scope_code, count(distinct w.submission_id || '|' || w.sheet || '|' || w.row_no) as rows_waiting
    from bound as l
    inner join {{ ref('int_waiting_scope') }} as w
        on l.review_year = w.review_year and (l.measured_by = w.measured_by or (w.measured_by = 'body' and contains(l.measured_by, 'body')))
    left join {{ ref('measure_scope') }} as s
        on s.measure_id = 'quota_applied' and s.treatment = 'counted' and w.series_code = s.series_code and w.level_name = s.level_name
    where not {{ program_exempt('w', 'quota_applied') }} and (w.level_name is null or s.series_code is not null)
    group by l.rule_id, l.review_year, w.scope_code
),

counted as (
    select
        review_year, rule_id, scope_kind, scope_code, min(scope_name) as scope_name, min(banner_code) as banner_code,
        min(banner_name) as banner_name, count(*) as recommended, count(*) filter (where is_leader) as leaders,
        count(*) filter (where is_leader is null) as unsaid, count(*) filter (where is_passed) as passed,
        count(*) filter (where is_passed and is_leader) as passed_leaders, count(*) filter (where could_pass) as could_pass,
        count(*) filter (where could_pass and coalesce(is_leader, true)) as could_pass_leaders, bool_or(has_outcome) as has_outcomes
    from teacher
    group by review_year, rule_id, scope_kind, scope_code
),

-- The body has a row for each limit even where nobody applied.
scope as (
    select review_year, rule_id, bureau_code, bureau_name, 'body' as scope_kind, bureau_code as scope_code, bureau_name as scope_name
    from bound
    where contains(measured_by, 'body')
    union
    select c.review_year, c.rule_id, l.bureau_code, l.bureau_name, c.scope_kind, c.scope_code, c.scope_name
    from counted as c
    inner join bound as l on c.review_year = l.review_year and c.rule_id = l.rule_id
),

figures as (
    select
        s.*, l.measure_id, l.measured_by, l.level_group, l.severity, r.bureau_code is not null as has_roster,
        case when s.scope_kind != 'body' then c.banner_code end as banner_code,
        case when s.scope_kind != 'body' then c.banner_name end as banner_name,
        coalesce(c.recommended, 0) as recommended, coalesce(c.has_outcomes, false) as has_outcomes,
        coalesce(c.unsaid, 0) < coalesce(c.recommended, 0) as has_leaders, coalesce(w.rows_waiting, 0) as rows_waiting,
        l.measure_id = 'teacher_leader_share' and s.scope_kind != 'body' and coalesce(c.recommended, 0) <= t.value as is_small,
        case l.measure_id
            when 'teacher_senior_city' then c.passed when 'teacher_leader_city' then c.passed_leaders else c.leaders
        end as figure,
        case l.measure_id
            when 'teacher_senior_city' then c.could_pass
            when 'teacher_leader_city' then c.could_pass_leaders
            else c.leaders + c.unsaid
        end as figure_worst,
        case l.measure_id
            when 'teacher_leader_share' then {{ share_floor('coalesce(c.recommended, 0)', 'l.limit_numerator', 'l.limit_denominator') }}
            else l.limit_numerator
        end as allowed
    from scope as s
    inner join bound as l on s.review_year = l.review_year and s.rule_id = l.rule_id and s.bureau_code = l.bureau_code
    cross join (select value from {{ ref('threshold') }} where threshold_id = 'small_recommendation') as t
    left join counted as c
        on s.review_year = c.review_year and s.rule_id = c.rule_id and s.scope_kind = c.scope_kind and s.scope_code = c.scope_code
    left join waiting as w on s.review_year = w.review_year and s.rule_id = w.rule_id and s.scope_code = w.scope_code
    left join {{ ref('int_body_roster') }} as r on s.review_year = r.review_year and s.bureau_code = r.bureau_code
),

-- What the rule needs: a roster; results, for those passed; the column of heads, for heads.
known as (
    select
        *, has_roster and case measure_id
            when 'teacher_senior_city' then has_outcomes
            when 'teacher_leader_city' then has_outcomes and has_leaders
            else has_leaders or recommended = 0
        end as is_known,
        coalesce(figure_worst, 0) + rows_waiting as worst_known
    from figures
)

select
    review_year, bureau_code, bureau_name, banner_code, banner_name, rule_id, measured_by, scope_kind, scope_code, scope_name, level_group, is_small,
    case when is_known then coalesce(figure, 0) end as numerator,
    case when is_known and measure_id = 'teacher_leader_share' then recommended end as denominator,
    case
        when is_known and measure_id = 'teacher_leader_share' then {{ rate('coalesce(figure, 0)', 'recommended') }}
        when is_known then cast(coalesce(figure, 0) as double)
    end as value,
    case when is_known then allowed end as limit_value, case when is_known then worst_known end as worst,
    case
        when not is_known then '无数据'
        when measure_id = 'teacher_leader_share' and recommended = 0 and rows_waiting = 0 then '不适用'
        when is_small then '仅展示'
        when figure > allowed then severity
        when worst_known <= allowed then '合规'
        else '待核'
    end as state
from known
