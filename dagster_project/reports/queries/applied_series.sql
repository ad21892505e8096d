-- The same by series.
with kept as (
    select * replace (coalesce(series_code, '-') as series_code, coalesce(series_name, '待定系列') as series_name)
    from mart_application where review_year = $year and ($bureau is null or bureau_code = $bureau)
)
select
    if(grouping(series_code) = 1, 'total', series_code) as row_key, if(grouping(series_code) = 1, 'total', 'data') as row_type,
    'all' as group_key, if(grouping(series_code) = 1, '合计', any_value(series_name)) as series_name,
    coalesce(sum(applied) filter (where mode = '评审' and level_code = '411'), 0) as senior_full,
    coalesce(sum(applied) filter (where mode = '评审' and level_code = '412'), 0) as senior_vice,
    coalesce(sum(applied) filter (where mode = '评审' and level_code = '420'), 0) as middle,
    coalesce(sum(applied) filter (where mode = '评审' and level_code = '434'), 0) as junior_upper,
    coalesce(sum(applied) filter (where mode = '评审' and level_code = '435'), 0) as junior_lower,
    coalesce(sum(applied) filter (where mode = '评审'), 0) as applied,
    coalesce(sum(applied) filter (where mode = '认定'), 0) as recognised,
    coalesce(sum(applied) filter (where mode not in ('评审', '认定')), 0) as other_modes,
    sum(persons_first) as persons_first, sum(applied_waiting) as applied_waiting
from kept
group by grouping sets ((series_code), ())
having count(*) > 0
order by grouping(series_code), series_code
