-- What whole tables were held against in the last run. Rows without a body are the region's; they hold for every year.
with years as (
    select distinct review_year
    from main.mart_submission
    where review_year is not null
)

select
    years.review_year,
    gate.bureau_code,
    gate.bureau_name,
    coalesce(gate.bureau_name, '全区') as whose,
    case gate.suite when 'dbt' then '表结构' else gate.suite end as suite,
    gate.kind,
    gate.result,
    case gate.result
        when '不通过' then '▲ 不通过'
        when '通过（有提示）' then '◆ 通过（有提示）'
        when '不适用' then '－ 不适用'
        else '● 通过'
    end as result_text,
    case gate.result when '不通过' then 0 when '通过（有提示）' then 1 when '不适用' then 2 else 3 end as result_order,
    gate.reason,
    gate.observed,
    gate.threshold,
    gate.since,
    gate.waived_until
from main.mart_gate as gate
inner join years on gate.review_year is null or gate.review_year = years.review_year
