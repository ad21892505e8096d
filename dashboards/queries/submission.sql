-- One row a year and reporting body: who has not handed in what, and what waits. Rows without a body are hand-downs.
select
    review_year,
    bureau_code,
    coalesce(max(bureau_name), '自治区下达') as bureau_name,
    max(completeness) as completeness,
    count(*) filter (where submission_id is null) as missing,
    case
        when count(*) filter (where submission_id is null) = 0 then '● 已报齐'
        else '▲ ' || string_agg(distinct form, '、' order by form) filter (where submission_id is null)
    end as missing_text,
    count(*) filter (where status not in ('重复', '已替代', '已撤回', '未报')) as files,
    count(*) filter (where status = '已退回') as returned,
    count(*) filter (where status = '待确认') as held,
    count(*) filter (where late) as late,
    sum(rows_in)::bigint as rows_in,
    sum(set_aside)::bigint as set_aside,
    max(received_at) as received_at
from main.mart_submission
where review_year is not null
group by review_year, bureau_code
