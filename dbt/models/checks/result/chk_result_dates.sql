-- 结果的日期先后不对: 评委会通过时间应不晚于核准备案时间，二者都不晚于今天。
select {{ finding_columns('r') }} from {{ ref('stg_result') }} as r
cross join {{ ref('stg_run_context') }} as now
where r.passed_on > r.filed_date or greatest(r.passed_on, r.filed_date) > cast(now.as_of as date)
