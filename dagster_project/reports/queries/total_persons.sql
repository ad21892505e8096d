-- 申报人数统计表（事业在编、事业非在编，$form）: persons by series and level. A body with applications of which none belongs
-- here gets a line of zeros, so that the table handed in says so; a body without applications gets none.
with counted as (
    select series_code, any_value(series_name) as series, coalesce(sum(persons) filter (where level_code = '411'), 0) as persons_senior,
        coalesce(sum(persons) filter (where level_code = '412'), 0) as persons_deputy,
        coalesce(sum(persons) filter (where level_code = '420'), 0) as persons_middle,
        coalesce(sum(persons) filter (where level_code = '434'), 0) as persons_assistant,
        coalesce(sum(persons) filter (where level_code = '435'), 0) as persons_technician,
        sum(persons) as persons_sum
    from mart_application_total
    where review_year = $year and bureau_code = $bureau and form_code = $form
    group by all
    union all
    select 'none', '无', 0, 0, 0, 0, 0, 0
    where exists (select 1 from mart_application where review_year = $year and bureau_code = $bureau and applied > 0)
        and not exists (
            select 1 from mart_application_total where review_year = $year and bureau_code = $bureau and form_code = $form
        )
)
select
    if(grouping(series_code) = 1, 'total', series_code) as row_key, if(grouping(series_code) = 1, 'total', 'data') as row_type,
    'all' as group_key, if(grouping(series_code) = 1, '', any_value(series)) as series,
    sum(persons_senior) as persons_senior, sum(persons_deputy) as persons_deputy, sum(persons_middle) as persons_middle,
    sum(persons_assistant) as persons_assistant, sum(persons_technician) as persons_technician, sum(persons_sum) as persons_sum
from counted
group by grouping sets ((series_code), ())
having count(*) > 0
order by grouping(series_code), series_code
