-- Posts and post-bound applicants of a unit at the level at which its posts are given (decisions 1, 4, 13). A unit whose
-- table has only the sum of senior posts has one row 高级. bound and teacher_bound are distinct persons; 正高级 teachers,
-- whose posts are added later, are left out; excess_teacher is the part judged by the teachers' own rule.
with shape as (
    select review_year, bureau_code, unit_name, bool_or(post_level = '高级') as has_senior_sum
    from {{ ref('int_post') }}
    group by review_year, bureau_code, unit_name
),

applicant as (
    select
        a.*, s.unit_name is not null as has_table,
        case when s.has_senior_sum and a.coarse = '高级' then '高级' else a.post_level end as bound_level,
        coalesce(m.treatment, '') as treatment
    from {{ ref('fct_application') }} as a
    left join shape as s using (review_year, bureau_code, unit_name)
    left join {{ ref('measure_scope') }} as m
        on m.measure_id = 'over_post_senior' and a.series_code = m.series_code and a.level_name = m.level_name
        and {{ in_force('m', 'a.review_year') }}
),

bound as (
    select
        review_year, bureau_code, unit_name, bound_level as post_level,
        count(distinct person_key) as applicants,
        count(distinct person_key) filter (where is_post_bound and treatment != 'excluded') as bound,
        count(distinct person_key) filter (where is_post_bound and treatment = 'judged_apart') as teacher_bound
    from applicant
    group by review_year, bureau_code, unit_name, bound_level
),

levels as (
    select
        coalesce(p.review_year, b.review_year) as review_year, coalesce(p.bureau_code, b.bureau_code) as bureau_code,
        coalesce(p.unit_name, b.unit_name) as unit_name, coalesce(p.post_level, b.post_level) as post_level,
        p.established, p.occupied, p.vacant,
        coalesce(b.applicants, 0) as applicants, coalesce(b.bound, 0) as bound, coalesce(b.teacher_bound, 0) as teacher_bound
    from {{ ref('int_post') }} as p
    full join bound as b
        on p.review_year = b.review_year and p.bureau_code = b.bureau_code and p.unit_name = b.unit_name
        and p.post_level = b.post_level
)

select
    l.review_year, l.bureau_code, u.unit_key, l.unit_name, l.post_level, v.level_group, v.coarse, u.has_post_table,
    u.is_public, u.is_reform,
    coalesce(l.established, 0)::int as established, coalesce(l.occupied, 0)::int as occupied, coalesce(l.vacant, 0)::int as vacant,
    l.applicants::int as applicants, l.bound::int as bound, l.teacher_bound::int as teacher_bound,
    case when u.has_post_table then greatest(l.bound - coalesce(l.vacant, 0), 0) end::int as excess,
    case when u.has_post_table then greatest(l.teacher_bound - coalesce(l.vacant, 0), 0) end::int as excess_teacher
from levels as l
inner join {{ ref('int_unit') }} as u using (review_year, bureau_code, unit_name)
inner join {{ ref('post_level') }} as v on l.post_level = v.post_level
