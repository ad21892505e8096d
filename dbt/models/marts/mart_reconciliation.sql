-- Persons in the rosters against what else says how many: tables of totals, results, last year. One row per body, source,
-- banner (for the banners' table), series and level; equal ones too, so that the sums can be followed.
with person as (
    select distinct review_year, bureau_code, series_code, level_name, person_key, mode
    from {{ ref('fct_application') }}
),

applied as (
    select
        review_year, bureau_code, series_code, level_name, count(distinct person_key) as persons,
        count(distinct person_key) filter (where mode = '评审') as to_review
    from person
    group by all
),

outcome as (
    select o.review_year, o.bureau_code, o.series_code, l.level_name, count(*) as persons
    from {{ ref('fct_outcome') }} as o
    inner join {{ ref('title_level') }} as l on o.level_code = l.level_code
    where coalesce(o.mode, '评审') = '评审' and o.bureau_code is not null
    group by all
),

result_body as (
    select distinct review_year, bureau_code from outcome
),

compared as (
    select review_year, bureau_code, '统计表（' || part || '）' as source, banner_code, series_code, level_name, ours, theirs
    from {{ ref('int_total_difference') }}
    where level_name != '合计'
    union all
    select
        coalesce(a.review_year, o.review_year), coalesce(a.bureau_code, o.bureau_code), '评审结果', null,
        coalesce(a.series_code, o.series_code), coalesce(a.level_name, o.level_name), coalesce(a.to_review, 0), coalesce(o.persons, 0)
    from (select applied.* from applied inner join result_body using (review_year, bureau_code) where to_review > 0) as a
    full join outcome as o using (review_year, bureau_code, series_code, level_name)
    union all
    select
        coalesce(a.review_year, b.review_year + 1), coalesce(a.bureau_code, b.bureau_code), '上年申报', null,
        coalesce(a.series_code, b.series_code), coalesce(a.level_name, b.level_name), coalesce(a.persons, 0), coalesce(b.persons, 0)
    from applied as a
    full join applied as b
        on a.review_year = b.review_year + 1 and a.bureau_code = b.bureau_code and a.series_code = b.series_code and a.level_name = b.level_name
)

select
    c.review_year, c.bureau_code, b.bureau_name, c.banner_code::varchar as banner_code, d.division_name as banner_name,
    c.series_code, coalesce(s.series_name, c.series_code) as series_name, coalesce(s.series_short, c.series_code) as series_short,
    l.level_code, c.level_name, c.source, c.ours::int as ours, c.theirs::int as theirs, (c.ours - c.theirs)::int as difference,
    {{ provenance() }}
from compared as c
inner join {{ ref('reporting_body') }} as b on c.bureau_code = b.bureau_code
left join {{ ref('division') }} as d on c.banner_code = d.division_code
left join {{ ref('series') }} as s on c.series_code = s.series_code
left join {{ ref('title_level') }} as l on c.level_name = l.level_name
{{ provenance_joins('c') }}
-- Last year is compared where both years have a roster.
where c.source != '上年申报' or 2 = (
    select count(*) from {{ ref('int_body_roster') }} as r
    where r.bureau_code = c.bureau_code and r.review_year in (c.review_year, c.review_year - 1)
)
