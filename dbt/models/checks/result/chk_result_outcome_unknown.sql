-- 评审结果不能识别: 应为通过、未通过、缓评或取消。
select {{ finding_columns('r') }} from {{ ref('int_result_row') }} as r where r.outcome_text is not null and r.outcome_class is null
