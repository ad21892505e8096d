-- What each body handed in, what is missing, what waits. Rows of files no longer in force carry no counts.
with kept as (
    select * from mart_submission where review_year = $year and bureau_code is not null
        and ($bureau is null or bureau_code = $bureau)
),
-- Returned or held, and nothing in force has taken its place: still so in a year that was released.
unanswered as (
    select bureau_code, count(*) as files_unanswered
    from kept as k
    where status in ('待确认', '已退回') and not exists (
        select 1 from kept as n where n.bureau_code = k.bureau_code and n.place = k.place and n.status in ('已接收', '部分接收')
    )
    group by bureau_code
),
summed as (
    select bureau_code, any_value(bureau_name) as bureau_name, any_value(completeness) as completeness,
        grouping(bureau_code) as is_total,
        count(submission_id) filter (where status in ('已接收', '部分接收')) as files_in_force,
        count(submission_id) filter (where status = '待确认') as files_held,
        count(submission_id) filter (where status = '已退回') as files_returned,
        count(*) filter (where submission_id is null) as files_missing,
        string_agg(form, '、' order by form) filter (where submission_id is null) as forms_missing,
        coalesce(sum(rows_in), 0) as rows_in,
        coalesce(sum(accepted), 0) + coalesce(sum(accepted_with_notice), 0) as rows_counted,
        coalesce(sum(set_aside), 0) as set_aside, count(*) filter (where late) as files_late
    from kept group by grouping sets ((bureau_code), ())
)
select if(is_total = 1, 'total', bureau_code) as row_key, if(is_total = 1, 'total', 'data') as row_type,
    'all' as group_key, if(is_total = 1, '合计', bureau_name) as bureau_name,
    if(is_total = 1, '', completeness) as completeness, if(is_total = 1, '', coalesce(forms_missing, '')) as forms_missing,
    summed.* exclude (bureau_code, bureau_name, completeness, is_total, forms_missing), coalesce(files_unanswered, 0) as files_unanswered
from summed left join unanswered using (bureau_code)
where exists (select 1 from kept)
order by is_total, bureau_code
