-- One row per tilt policy. 未标注 (a roster without the column) is shown, but is no use of a policy: not in the total.
with kept as (
    select *, tilt_code = '未标注' as is_unmarked from mart_tilt
    where review_year = $year and ($bureau is null or bureau_code = $bureau)
),
by_code as (
    select tilt_code as row_key, if(is_unmarked, 'part', 'data') as row_type, tilt_code,
        any_value(tilt_label) as tilt_label, sum(applications) as applications, sum(persons_first) as persons_first,
        sum(passed) as passed, sum(passed) / nullif(sum(applications), 0)::double as passed_share
    from kept group by all
),
total as (
    select 'total' as row_key, 'total' as row_type, '合计' as tilt_code, sum(applications) as applications,
        sum(persons_first) as persons_first, sum(passed) as passed,
        sum(passed) / nullif(sum(applications), 0)::double as passed_share
    from kept where not is_unmarked
)
select *, 'all' as group_key from (from by_code union all by name from total where applications is not null)
order by row_type = 'total', row_type = 'part', try_cast(tilt_code as integer) nulls last, tilt_code
