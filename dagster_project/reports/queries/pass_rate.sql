-- By reporting body for the region, by banner for one body. A rate only counts cells whose reviewed is known.
with kept as (
    select *, if($bureau is null, bureau_code, banner_code) as place_code,
        if($bureau is null, bureau_name, banner_name) as place_name
    from mart_pass_rate where review_year = $year and ($bureau is null or bureau_code = $bureau)
),
small as (select coalesce(max(reviewed), 0) as known_small from mart_pass_rate where small_denominator),
summed as (
    select place_code, any_value(place_name) as place_name, grouping(place_code) as is_total,
        sum(applied) as applied, if(sum(reviewed) = 0 and bool_or(reviewed is null), null, sum(reviewed)) as reviewed,
        sum(passed) as passed,
        if(any_value(u.is_partly), coalesce(sum(passed) filter (where reviewed is null), 0), null) as passed_unreviewed, sum(not_final) as not_final,
        sum(cancelled) as cancelled, sum(recognised) as recognised, sum(by_exam) as by_exam,
        sum(passed_without_application) as passed_without_application,
        sum(passed) filter (where reviewed is not null) / nullif(sum(reviewed), 0)::double as pass_rate,
        sum(passed) / nullif(sum(applied), 0)::double as applied_pass_rate
    from kept cross join (select bool_or(reviewed is null) as is_partly from kept) as u
    group by grouping sets ((place_code), ())
)
select coalesce(place_code, if(is_total = 1, 'total', 'none')) as row_key,
    if(is_total = 1, 'total', 'data') as row_type, 'all' as group_key,
    if(is_total = 1, '合计', coalesce(place_name, '未归属')) as place_name,
    summed.* exclude (place_code, place_name, is_total),
    if(reviewed <= known_small, '分母过小', '') as small_denominator
from summed cross join small
where exists (select 1 from kept)
order by is_total, place_code nulls last
