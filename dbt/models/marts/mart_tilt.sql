-- Use of tilt policies. applications counts a policy each time it is used; persons_first counts a person once per body and
-- year, in that person's first row, so that it adds up; rows without codes (未标注) are counted apart.
with used as (
    select
        t.*, a.bureau_name, a.banner_code, a.banner_name, a.series_code, a.level_code, a.outcome_class,
        row_number() over (
            partition by t.review_year, t.bureau_code, t.person_key, t.is_policy
            order by t.tilt_code, a.series_code, a.level_code, a.banner_code, t.application_id
        ) = 1 as is_first
    from {{ ref('fct_application_tilt') }} as t
    inner join {{ ref('fct_application') }} as a using (application_id)
),

summed as (
    select
        review_year, bureau_code, bureau_name, banner_code, banner_name, series_code, level_code, tilt_code, tilt_label, tilt_short,
        count(*)::int as applications,
        count(distinct person_key)::int as persons,
        count(*) filter (where is_first)::int as persons_first,
        count(*) filter (where outcome_class = 'passed')::int as passed
    from used
    group by review_year, bureau_code, bureau_name, banner_code, banner_name, series_code, level_code, tilt_code, tilt_label, tilt_short
)

select
    t.review_year, t.bureau_code, t.bureau_name, t.banner_code, t.banner_name,
    t.series_code, s.series_name, s.series_short, t.level_code, v.level_name,
    t.tilt_code, t.tilt_label, t.tilt_short, t.applications, t.persons, t.persons_first, t.passed,
    {{ provenance() }}
from summed as t
inner join {{ ref('series') }} as s on t.series_code = s.series_code
inner join {{ ref('title_level') }} as v on t.level_code = v.level_code
{{ provenance_joins('t') }}
