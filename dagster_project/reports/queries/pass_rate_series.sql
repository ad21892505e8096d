-- By series and level, each series with its own subtotal.
with kept as (
    select * from mart_pass_rate where review_year = $year and ($bureau is null or bureau_code = $bureau)
),
small as (select coalesce(max(reviewed), 0) as known_small from mart_pass_rate where small_denominator),
summed as (
    select series_code, level_code, any_value(series_name) as series_name, any_value(level_name) as level_name,
        grouping(series_code) as is_total, grouping(level_code) as is_sum,
        sum(applied) as applied, if(sum(reviewed) = 0 and bool_or(reviewed is null), null, sum(reviewed)) as reviewed,
        sum(passed) as passed,
        if(any_value(u.is_partly), coalesce(sum(passed) filter (where reviewed is null), 0), null) as passed_unreviewed, sum(not_final) as not_final,
        sum(cancelled) as cancelled, sum(recognised) as recognised, sum(by_exam) as by_exam,
        sum(passed_without_application) as passed_without_application,
        sum(passed) filter (where reviewed is not null) / nullif(sum(reviewed), 0)::double as pass_rate,
        sum(passed) / nullif(sum(applied), 0)::double as applied_pass_rate
    from kept cross join (select bool_or(reviewed is null) as is_partly from kept) as u
    group by grouping sets ((series_code, level_code), (series_code), ())
)
select
    if(is_total = 1, 'total', coalesce(series_code, '-') || '|' || if(is_sum = 1, 'subtotal', coalesce(level_code, '-')))
        as row_key,
    if(is_total = 1, 'total', if(is_sum = 1, 'subtotal', 'data')) as row_type,
    if(is_total = 1, 'total', coalesce(series_code, '-')) as group_key,
    if(is_total = 1, '合计', series_name) as series_name, if(is_sum = 1, if(is_total = 1, '', '小计'), level_name)
        as level_name,
    summed.* exclude (series_code, level_code, series_name, level_name, is_total, is_sum),
    if(reviewed <= known_small, '分母过小', '') as small_denominator
from summed cross join small
where exists (select 1 from kept)
order by is_total, series_code nulls last, is_sum, level_code nulls last
