-- Applications by level, by reporting body for the region and by banner for one body. Levels and their sum are those by
-- 评审, as in the table of passes; 认定, 考试 and 重新确认 stand beside them.
with kept as (
    select *, if($bureau is null, bureau_code, coalesce(banner_code, 'none')) as place_code,
        if($bureau is null, bureau_name, coalesce(banner_name, '未归属')) as place_name
    from mart_application where review_year = $year and ($bureau is null or bureau_code = $bureau)
)
select
    if(grouping(place_code) = 1, 'total', place_code) as row_key, if(grouping(place_code) = 1, 'total', 'data') as row_type,
    'all' as group_key, if(grouping(place_code) = 1, '合计', any_value(place_name)) as place_name,
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
group by grouping sets ((place_code), ())
having count(*) > 0
order by grouping(place_code), place_code
