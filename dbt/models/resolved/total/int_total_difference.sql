-- The tables of totals against the rosters: body × part × banner × series × level, ours, theirs and the difference. The two
-- 事业 tables hold public institutions only (推断); persons count once in a series and level. The sum column 合计 is compared
-- where it is filled.
with person as (
    select distinct
        a.review_year, a.bureau_code, p.part, case when p.part = '旗县区' then a.banner_code end as banner_code,
        a.series_code, a.level_name, a.person_key
    from {{ ref('fct_application') }} as a
    inner join {{ ref('int_unit') }} as u using (review_year, bureau_code, unit_name)
    inner join (select distinct review_year, bureau_code, part from {{ ref('int_total_row') }}) as p using (review_year, bureau_code)
    where case p.part
        when '旗县区' then a.coarse = '高级' and a.banner_code not like '%-_'
        when '事业' then u.is_public
        else u.is_public and coalesce(a.employment, '在编') = p.part
    end
),

ours as (
    select review_year, bureau_code, part, banner_code, series_code, level_name, count(*) as persons, true as is_level
    from person
    group by all
    union all
    select review_year, bureau_code, part, banner_code, series_code, '合计', count(*), false
    from person
    group by all
),

theirs as (
    select review_year, bureau_code, part, banner_code, series_code, level_name, sum(persons) as persons
    from {{ ref('int_total_row') }}
    where row_kind = 'data'
    group by all
)

select
    coalesce(t.review_year, o.review_year) as review_year, coalesce(t.bureau_code, o.bureau_code) as bureau_code,
    coalesce(t.part, o.part) as part, coalesce(t.banner_code, o.banner_code) as banner_code,
    coalesce(t.series_code, o.series_code) as series_code, coalesce(t.level_name, o.level_name) as level_name,
    coalesce(o.persons, 0)::int as ours, coalesce(t.persons, 0)::int as theirs,
    (coalesce(o.persons, 0) - coalesce(t.persons, 0))::int as difference, t.review_year is not null as is_stated
from theirs as t
full join ours as o
    on t.review_year = o.review_year and t.bureau_code = o.bureau_code and t.part = o.part
    and t.series_code = o.series_code and t.level_name = o.level_name and coalesce(t.banner_code, '') = coalesce(o.banner_code, '')
where t.review_year is not null or o.is_level
