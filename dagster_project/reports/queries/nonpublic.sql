-- Applications from units outside public institutions and state-owned enterprises: 非公企业 and 社会组织.
with kept as (
    select *, if($bureau is null, bureau_code, coalesce(banner_code, 'none')) as place_code,
        if($bureau is null, bureau_name, coalesce(banner_name, '未归属')) as place_name
    from mart_application
    where review_year = $year and ($bureau is null or bureau_code = $bureau) and unit_kind in ('非公企业', '社会组织')
)
select
    if(grouping(place_code) = 1, 'total', place_code) as row_key, if(grouping(place_code) = 1, 'total', 'data') as row_type,
    'all' as group_key, if(grouping(place_code) = 1, '合计', any_value(place_name)) as place_name,
    coalesce(sum(applied) filter (where unit_kind = '非公企业'), 0) as private_companies,
    coalesce(sum(applied) filter (where unit_kind = '社会组织'), 0) as associations, sum(applied) as applied,
    coalesce(sum(applied) filter (where level_code = '411'), 0) as senior_full,
    coalesce(sum(applied) filter (where level_code = '412'), 0) as senior_vice,
    coalesce(sum(applied) filter (where level_code = '420'), 0) as middle,
    coalesce(sum(applied) filter (where level_code in ('434', '435')), 0) as junior,
    sum(persons_first) as persons_first
from kept
group by grouping sets ((place_code), ())
having count(*) > 0
order by grouping(place_code), place_code
