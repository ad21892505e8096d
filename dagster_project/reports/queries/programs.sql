-- Applications outside the ordinary programme, and how many of them passed.
with applied as (
    select program, coalesce(sum(applied) filter (where level_code = '411'), 0) as senior_full,
        coalesce(sum(applied) filter (where level_code = '412'), 0) as senior_vice,
        coalesce(sum(applied) filter (where level_code = '420'), 0) as middle,
        coalesce(sum(applied) filter (where level_code in ('434', '435')), 0) as junior,
        sum(applied) as applied, sum(applied_waiting) as applied_waiting, sum(persons_first) as persons_first
    from mart_application
    where review_year = $year and ($bureau is null or bureau_code = $bureau) and program <> '正常申报'
    group by program
),
passed as (
    select tilt_code as program, sum(passed) as passed
    from mart_tilt where review_year = $year and ($bureau is null or bureau_code = $bureau) group by tilt_code
),
both_sides as (from applied left join passed using (program))
select
    if(grouping(program) = 1, 'total', program) as row_key, if(grouping(program) = 1, 'total', 'data') as row_type,
    'all' as group_key, if(grouping(program) = 1, '合计', program) as program,
    sum(senior_full) as senior_full, sum(senior_vice) as senior_vice, sum(middle) as middle, sum(junior) as junior,
    sum(applied) as applied, sum(passed) as passed, sum(persons_first) as persons_first,
    sum(applied_waiting) as applied_waiting
from both_sides
group by grouping sets ((program), ())
having count(*) > 0
order by grouping(program), case program when '绿色通道' then 1 when '定向评价' then 2 else 3 end, program
