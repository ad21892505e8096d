-- One row a file, and one a form that is expected and has not come.
select
    review_year,
    bureau_code,
    bureau_name,
    form,
    place,
    case status
        when '未报' then '▲ 未报'
        when '已退回' then '▲ 已退回'
        when '待确认' then '？ 待确认'
        when '部分接收' then '◆ 部分接收'
        when '已接收' then '● 已接收'
        else '－ ' || status
    end as status_text,
    case
        when status = '未报' then 0
        when status = '已退回' then 1
        when status = '待确认' then 2
        when status = '部分接收' then 3
        when status = '已接收' then 4
        else 5
    end as status_order,
    rows_in,
    accepted,
    accepted_with_notice,
    set_aside,
    received_at,
    question
from main.mart_submission
