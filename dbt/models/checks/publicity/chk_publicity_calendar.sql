-- 公示期不在日历之内: 日历没有的年份不数工作日，不按周一至周五推算。
select {{ finding_columns('p') }} from {{ ref('fct_publicity') }} as p where p.is_past_calendar
