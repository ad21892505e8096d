-- One row per quota line and its parts; only lines add up.
with kept as (
    select * from mart_quota_usage
    where review_year = $year and ($bureau is null or bureau_code = $bureau)
),
total as (
    select
        sum(quota) as quota, sum(applied) as applied, sum(applied_green) as applied_green,
        sum(passed) as passed, sum(filed) as filed,
        sum(applied) filter (where quota is not null) / nullif(sum(quota), 0)::double as applied_rate,
        sum(passed) filter (where quota is not null) / nullif(sum(quota), 0)::double as passed_rate,
        sum(quota) - sum(applied) filter (where quota is not null) as remaining
    from kept where row_kind = 'line'
),
shown as (
    select
        quota_scope_code as row_key, if(row_kind = 'part', 'part', 'data') as row_type,
        if(row_kind = 'part', '其中：', '') || quota_scope_name as quota_scope_name, bureau_name,
        quota, applied, applied_green, applied_worst, passed, filed, applied_rate, passed_rate,
        remaining, remaining_worst, applied_state, passed_state
    from kept where row_kind in ('line', 'part')
    union all by name
    select
        'total' as row_key, 'total' as row_type, '合计' as quota_scope_name, t.*,
        m.applied_worst, m.remaining_worst, m.applied_state, m.passed_state
    from total as t left join (select * from kept where row_kind = 'total') as m on true
    where exists (select 1 from kept where row_kind = 'line')
)
select *, 'all' as group_key from shown order by row_type = 'total', row_key
