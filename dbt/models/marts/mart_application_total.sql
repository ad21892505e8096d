-- What the three tables of totals should say: persons by body, table, banner (for the banners' table), series and level, as
-- int_total_difference counts them. The two 事业 tables hold public institutions only (推断); who has no 编制 stated is 在编;
-- a person counts once in a series and level of a table.
with person as (
    select distinct
        a.review_year, a.bureau_code, f.form_code, f.form_name, case when f.form_code = 'total_banner' then a.banner_code end as banner_code,
        a.series_code, a.level_code, a.level_name, a.person_key
    from {{ ref('fct_application') }} as a
    inner join {{ ref('int_unit') }} as u using (review_year, bureau_code, unit_name)
    inner join {{ ref('form') }} as f on f.form_code in ('total_in_post', 'total_off_post', 'total_banner')
    where case f.form_code
        when 'total_banner' then a.coarse = '高级' and a.banner_code not like '%-_'
        when 'total_in_post' then u.is_public and coalesce(a.employment, '在编') = '在编'
        else u.is_public and a.employment = '非在编'
    end
),

counted as (
    select review_year, bureau_code, form_code, form_name, banner_code, series_code, level_code, level_name, count(*)::int as persons
    from person
    group by review_year, bureau_code, form_code, form_name, banner_code, series_code, level_code, level_name
)

select
    c.review_year, c.bureau_code, b.bureau_name, c.form_code, c.form_name, c.banner_code::varchar as banner_code, d.division_name as banner_name,
    c.series_code, s.series_name, s.series_short, c.level_code, c.level_name, c.persons,
    {{ provenance() }}
from counted as c
inner join {{ ref('reporting_body') }} as b on c.bureau_code = b.bureau_code
inner join {{ ref('series') }} as s on c.series_code = s.series_code
left join {{ ref('division') }} as d on c.banner_code = d.division_code
{{ provenance_joins('c') }}
