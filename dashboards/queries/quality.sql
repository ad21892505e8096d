-- One row a year and body: shares of rows that wait or carry a remark, beside the region's.
with bodies as (
    select
        review_year,
        bureau_code,
        any_value(bureau_name) as bureau_name,
        any_value(completeness) as completeness,
        count(*) filter (where status not in ('重复', '已替代', '已撤回', '未报')) as files,
        count(*) filter (where submission_id is null) as missing,
        count(*) filter (where status = '已退回') as returned,
        count(*) filter (where status = '待确认') as held,
        count(*) filter (where late) as late,
        coalesce(sum(rows_in), 0) as rows_in,
        coalesce(sum(accepted), 0) as accepted,
        coalesce(sum(accepted_with_notice), 0) as accepted_with_notice,
        coalesce(sum(set_aside), 0) as set_aside
    from main.mart_submission
    where bureau_code is not null and review_year is not null
    group by review_year, bureau_code
)

select
    *,
    set_aside / nullif(rows_in, 0) as waiting_share,
    sum(set_aside) over (partition by review_year) / nullif(sum(rows_in) over (partition by review_year), 0) as region_waiting_share,
    accepted_with_notice / nullif(rows_in, 0) as notice_share,
    sum(accepted_with_notice) over (partition by review_year) / nullif(sum(rows_in) over (partition by review_year), 0)
        as region_notice_share,
    late / nullif(files, 0) as late_share,
    sum(late) over (partition by review_year) / nullif(sum(files) over (partition by review_year), 0) as region_late_share,
    case
        when rows_in = 0 then '○ 没有数据行'
        when set_aside / rows_in > sum(set_aside) over (partition by review_year) / nullif(sum(rows_in) over (partition by review_year), 0)
            then '△ 高于全区'
        else '● 不高于全区'
    end as compared
from bodies
