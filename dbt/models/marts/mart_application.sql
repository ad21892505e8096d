-- Applications by every dimension people ask for. applied counts each application, by whatever mode; applied_waiting the
-- rows that wait to be mended; persons_first a person once per body and year, in the first of that person's rows.
with counted as (
    select
        a.*,
        row_number() over (
            partition by a.review_year, a.bureau_code, a.person_key
            order by a.level_code, a.series_code, a.mode, a.program, a.application_id
        ) = 1 as is_first
    from {{ ref('fct_application') }} as a
),

waiting as (
    select r.*, u.banner_code, u.banner_name, u.affiliation, u.unit_kind
    from {{ ref('int_roster_row') }} as r
    inner join (select distinct submission_id, sheet, row_no from {{ ref('int_waiting') }}) as w using (submission_id, sheet, row_no)
    left join {{ ref('int_unit_scope') }} as u
        on r.review_year = u.review_year and r.bureau_code = u.bureau_code and r.unit_name = u.unit_name
    where r.bureau_code is not null
),

every_row as (
    select
        review_year, bureau_code, banner_code, banner_name, series_code, level_code, affiliation, employment, unit_kind, program,
        channel, mode, sex_read, ethnic_read, is_minority, education_read, age_band, 1 as applied, 0 as waiting, is_first
    from counted
    union all
    select
        review_year, bureau_code, banner_code, banner_name, series_code, level_code, affiliation, employment, unit_kind, program,
        channel, coalesce(stated_mode, '评审'), sex_read, ethnic_read, is_minority, education_read, age_band, 0, 1, false
    from waiting
),

cell as (
    select
        review_year, bureau_code, banner_code, banner_name, coalesce(series_code, '{{ var("pending_series") }}') as series_code, level_code,
        coalesce(affiliation, '待定') as affiliation, coalesce(employment, '未注明') as employment, coalesce(unit_kind, '未登记') as unit_kind,
        program, channel, mode, coalesce(sex_read, '待定') as sex, coalesce(ethnic_read, '待定') as ethnic_group, is_minority,
        coalesce(education_read, '待定') as education, coalesce(age_band, '待定') as age_band,
        sum(applied)::int as applied, sum(waiting)::int as applied_waiting, count(*) filter (where is_first)::int as persons_first
    from every_row
    group by all
)

select
    c.review_year, c.bureau_code, b.bureau_name, coalesce(c.banner_code, c.bureau_code || '-9') as banner_code,
    coalesce(c.banner_name, {{ body_level_name('b.bureau_name', '未归属') }}) as banner_name,
    c.series_code, s.series_name, s.series_short, c.level_code, coalesce(v.level_name, '待定') as level_name,
    c.affiliation, c.employment, c.unit_kind, c.program, c.channel, c.mode, c.sex, c.ethnic_group, c.is_minority, c.education, c.age_band,
    c.applied, c.applied_waiting, c.persons_first,
    {{ provenance() }}
from cell as c
inner join {{ ref('reporting_body') }} as b on c.bureau_code = b.bureau_code
inner join {{ ref('series') }} as s on c.series_code = s.series_code
left join {{ ref('title_level') }} as v on c.level_code = v.level_code
{{ provenance_joins('c') }}
