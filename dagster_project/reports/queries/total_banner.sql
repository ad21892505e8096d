-- 旗县区高级职称申报人数统计表: persons by banner, series and level. A body with applications of which none belongs here gets a line
-- of zeros, so that the table handed in says so; a body without applications gets none.
with counted as (
    select banner_code, any_value(banner_name) as banner, series_code, any_value(series_name) as series, coalesce(sum(persons) filter (where level_code = '411'), 0) as persons_senior,
        coalesce(sum(persons) filter (where level_code = '412'), 0) as persons_deputy,
        sum(persons) as persons_sum
    from mart_application_total
    where review_year = $year and bureau_code = $bureau and form_code = 'total_banner'
    group by all
    union all
    select 'none', '无', 'none', '无', 0, 0, 0
    where exists (select 1 from mart_application where review_year = $year and bureau_code = $bureau and applied > 0)
        and not exists (
            select 1 from mart_application_total where review_year = $year and bureau_code = $bureau and form_code = 'total_banner'
        )
),
posts as (
    select scope_code as banner_code, max(established) as established_senior
    from mart_over_post
    where review_year = $year and bureau_code = $bureau and measure_id = 'over_post_senior' and scope_kind = 'banner' and is_judged
    group by all
),
-- The posts of a banner stand in its first line only, so that they can be added.
shown as (
    select c.*, if(row_number() over (partition by c.banner_code order by c.series_code) = 1, p.established_senior, null) as established_senior
    from counted as c left join posts as p using (banner_code)
)
select
    if(grouping(banner_code) = 1, 'total', banner_code || '|' || series_code) as row_key,
    if(grouping(banner_code) = 1, 'total', 'data') as row_type, 'all' as group_key,
    if(grouping(banner_code) = 1, '', any_value(banner)) as banner, if(grouping(banner_code) = 1, '', any_value(series)) as series,
    sum(persons_senior) as persons_senior, sum(persons_deputy) as persons_deputy, sum(persons_sum) as persons_sum,
    sum(established_senior) as established_senior
from shown
group by grouping sets ((banner_code, series_code), ())
having count(*) > 0
order by grouping(banner_code), banner_code, series_code
