-- Files in force, and those that are expected and missing. No file names: they may name people.
select
    row_number() over (order by bureau_code nulls first, submission_id is null, received_at, form, submission_id)::varchar
        as row_key,
    'data' as row_type, 'all' as group_key, coalesce(bureau_name, '自治区') as bureau_name, form, status,
    strftime(received_at, '%Y-%m-%d %H:%M') as received, if(late, '迟报', '') as late,
    rows_in, coalesce(accepted, 0) + coalesce(accepted_with_notice, 0) as rows_counted, set_aside, question
from mart_submission
where review_year = $year and ($bureau is null or bureau_code = $bureau)
    and (submission_id is null or status in ('已接收', '部分接收', '待确认'))
order by bureau_code nulls first, submission_id is null, received_at, form, submission_id
