-- 公示起止日期不能识别: 应有开始和结束日期，且结束不早于开始。
select {{ finding_columns('r') }} from {{ ref('stg_publicity') }} as r
where r.start_date is null or r.end_date is null or r.end_date < r.start_date
