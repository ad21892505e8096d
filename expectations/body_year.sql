-- One row a body and year: what shows whether its figures can be believed. Null where there is nothing to judge or compare.
-- last_figure: the rows of the file published last.
with files as (
    select
        review_year, bureau_code, sum(rows_in) as rows_in, sum(set_aside) * 1.0 / nullif(sum(rows_in), 0) as waiting_share,
        count(*) filter (where status = '已退回') as returned, count(*) filter (where status = '待确认') as held,
        count(*) filter (where status = '未报') as missing,
        case
            when max(completeness) = '收件中' and review_year = year(max(as_of)) then date_diff('day', max(received_at), max(as_of))
        end as days_since_received
    from marts.mart_submission
    where bureau_code is not null and review_year is not null
    group by review_year, bureau_code
),

figures as (
    select
        review_year, bureau_code, sum(applied) as applied, sum(reviewed) as reviewed,
        sum(passed) filter (where reviewed is not null) * 1.0 / nullif(sum(reviewed), 0) as pass_rate
    from marts.mart_pass_rate
    group by review_year, bureau_code
),

unlinkable as (
    select review_year, bureau_code, sum("rows") as "rows"
    from marts.mart_finding
    where check_id in ('chk_roster_id_absent', 'chk_roster_id_number', 'chk_roster_id_malformed')
    group by review_year, bureau_code
),

coverage as (
    select review_year, bureau_code, max(1 - resolved_rate) as unresolved_share
    from marts.mart_coverage
    where examined >= 30
    group by review_year, bureau_code
)

select
    f.*, c.unresolved_share, coalesce(u."rows", 0) * 1.0 / nullif(n.applied, 0) as unlinkable_share,
    case when b.applied >= 30 then n.applied * 1.0 / b.applied end as volume_on_last_year,
    case when l.rows_in >= 30 then f.rows_in * 1.0 / l.rows_in end as volume_on_last_run,
    case when b.reviewed >= 30 and n.reviewed >= 30 then n.pass_rate - b.pass_rate end as pass_rate_change
from files as f
left join figures as n on f.review_year = n.review_year and f.bureau_code = n.bureau_code
left join figures as b on f.review_year = b.review_year + 1 and f.bureau_code = b.bureau_code
left join unlinkable as u on f.review_year = u.review_year and f.bureau_code = u.bureau_code
left join coverage as c on f.review_year = c.review_year and f.bureau_code = c.bureau_code
left join last_figure as l on f.review_year = l.review_year and f.bureau_code = l.bureau_code
order by f.review_year, f.bureau_code
