-- Senior applications by banner, beside the senior posts of the banner's public institutions that are not 涉改. Posts are
-- those of the one measure of senior posts, whatever rule it carries in the year: rules overlap and are never added.
with applied as (
    select coalesce(bureau_code, '-') as bureau_code, coalesce(banner_code, 'none') as banner_code,
        any_value(bureau_name) as bureau_name, any_value(coalesce(banner_name, '未归属')) as banner_name,
        coalesce(sum(applied) filter (where level_code = '411'), 0) as senior_full,
        coalesce(sum(applied) filter (where level_code = '412'), 0) as senior_vice, sum(applied) as senior,
        null::integer as established
    from mart_application
    where review_year = $year and ($bureau is null or bureau_code = $bureau)
        and mode = '评审' and level_code in ('411', '412')
    group by all
),
posts as (
    select bureau_code, scope_code as banner_code, bureau_name, scope_name as banner_name,
        0 as senior_full, 0 as senior_vice, 0 as senior, established
    from mart_over_post
    where review_year = $year and ($bureau is null or bureau_code = $bureau)
        and measure_id = 'over_post_senior' and scope_kind = 'banner' and is_judged
),
joined as (
    select bureau_code, banner_code, any_value(bureau_name) as bureau_name, any_value(banner_name) as banner_name,
        sum(senior_full) as senior_full, sum(senior_vice) as senior_vice, sum(senior) as senior, max(established) as established
    from (from applied union all by name from posts) group by all
)
select
    case when grouping(bureau_code) = 1 then 'total' when grouping(banner_code) = 1 then bureau_code || '|subtotal'
        else bureau_code || '|' || banner_code end as row_key,
    case when grouping(bureau_code) = 1 then 'total' when grouping(banner_code) = 1 then 'subtotal' else 'data' end as row_type,
    if(grouping(bureau_code) = 1, 'total', bureau_code) as group_key,
    if(grouping(bureau_code) = 1, '合计', any_value(bureau_name)) as bureau_name,
    if(grouping(bureau_code) = 1, '', if(grouping(banner_code) = 1, '小计', any_value(banner_name))) as banner_name,
    sum(senior_full) as senior_full, sum(senior_vice) as senior_vice, sum(senior) as senior, sum(established) as established
from joined
group by grouping sets ((bureau_code, banner_code), (bureau_code), ())
having count(*) > 0 and not ($bureau is not null and grouping(bureau_code) = 0 and grouping(banner_code) = 1)
order by grouping(bureau_code), bureau_code, grouping(banner_code), banner_code
