-- Pass rate by body × banner × series × level (decision 8). In a cell that a result file without 评审结果 touches, only
-- passes are known: reviewed, not_final and the rates are null.
with application as (
    select
        review_year, bureau_code, banner_code, banner_name, series_code, level_code,
        count(*) filter (where mode = '评审') as applied,
        count(*) filter (where mode = '认定') as recognised,
        count(*) filter (where mode = '考试') as by_exam,
        count(*) filter (where mode = '评审' and outcome_class in ('passed', 'failed')) as reviewed,
        count(*) filter (where mode = '评审' and outcome_class = 'passed') as passed,
        count(*) filter (where mode = '评审' and coalesce(outcome_class, 'not_final') = 'not_final') as not_final,
        count(*) filter (where mode = '评审' and outcome_class = 'cancelled') as cancelled,
        0 as passed_without_application,
        coalesce(bool_or(not result_has_outcome), false) as is_reviewed_unknown
    from {{ ref('fct_application') }}
    group by review_year, bureau_code, banner_code, banner_name, series_code, level_code
),

orphan as (
    select
        o.review_year, o.bureau_code, coalesce(u.banner_code, o.bureau_code || '-9') as banner_code,
        coalesce(u.banner_name, {{ body_level_name('b.bureau_name', '未归属') }}) as banner_name, o.series_code, o.level_code,
        0, 0, 0, 0, 0, 0, 0, count(*), bool_or(not o.has_outcome_column)
    from {{ ref('fct_outcome') }} as o
    inner join {{ ref('reporting_body') }} as b on o.bureau_code = b.bureau_code
    left join {{ ref('int_unit_scope') }} as u
        on o.review_year = u.review_year and o.bureau_code = u.bureau_code and o.unit_name = u.unit_name
    where o.application_id is null and o.outcome_class = 'passed'
    group by 1, 2, 3, 4, 5, 6
),

cell as (
    select
        review_year, bureau_code, banner_code, banner_name, series_code, level_code,
        sum(applied)::int as applied, sum(recognised)::int as recognised, sum(by_exam)::int as by_exam,
        case when not bool_or(is_reviewed_unknown) then sum(reviewed) end::int as reviewed,
        sum(passed)::int as passed,
        case when not bool_or(is_reviewed_unknown) then sum(not_final) end::int as not_final,
        sum(cancelled)::int as cancelled,
        sum(passed_without_application)::int as passed_without_application
    from (select * from application union all select * from orphan)
    group by review_year, bureau_code, banner_code, banner_name, series_code, level_code
)

select
    c.review_year, c.bureau_code, b.bureau_name, c.banner_code, c.banner_name,
    c.series_code, s.series_name, s.series_short, c.level_code, v.level_name,
    c.applied, c.reviewed, c.passed, c.recognised, c.by_exam, c.not_final, c.cancelled, c.passed_without_application,
    {{ rate('c.passed', 'c.reviewed') }} as pass_rate,
    {{ rate('c.passed', 'c.applied') }} as applied_pass_rate,
    c.reviewed < t.value as small_denominator,
    {{ provenance() }}
from cell as c
inner join {{ ref('reporting_body') }} as b on c.bureau_code = b.bureau_code
inner join {{ ref('series') }} as s on c.series_code = s.series_code
inner join {{ ref('title_level') }} as v on c.level_code = v.level_code
inner join {{ ref('threshold') }} as t on t.threshold_id = 'small_denominator'
{{ provenance_joins('c') }}
