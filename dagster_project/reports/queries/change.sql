-- This year beside the year before, by reporting body for the region and by banner for one body.
with kept as (
    select *, review_year = $year as is_now, if($bureau is null, bureau_code, coalesce(banner_code, 'none')) as place_code,
        if($bureau is null, bureau_name, coalesce(banner_name, '未归属')) as place_name
    from mart_pass_rate
    where review_year in ($year, $year - 1) and ($bureau is null or bureau_code = $bureau)
),
summed as (
    select place_code, any_value(place_name) as place_name, grouping(place_code) as is_total,
        sum(applied) filter (where not is_now) as applied_before, sum(applied) filter (where is_now) as applied,
        sum(passed) filter (where not is_now) as passed_before, sum(passed) filter (where is_now) as passed,
        sum(reviewed) filter (where not is_now) as reviewed_before, sum(reviewed) filter (where is_now) as reviewed,
        sum(passed) filter (where not is_now and reviewed is not null)
            / nullif(sum(reviewed) filter (where not is_now), 0)::double as pass_rate_before,
        sum(passed) filter (where is_now and reviewed is not null)
            / nullif(sum(reviewed) filter (where is_now), 0)::double as pass_rate
    from kept group by grouping sets ((place_code), ())
)
select
    if(is_total = 1, 'total', place_code) as row_key, if(is_total = 1, 'total', 'data') as row_type, 'all' as group_key,
    if(is_total = 1, '合计', place_name) as place_name, applied_before, applied, applied - applied_before as applied_more,
    (applied - applied_before) / nullif(applied_before, 0)::double as applied_growth,
    reviewed_before, reviewed, passed_before, passed, passed - passed_before as passed_more, pass_rate_before, pass_rate,
    pass_rate - pass_rate_before as pass_rate_more
from summed where exists (select 1 from kept)
order by is_total, place_code
