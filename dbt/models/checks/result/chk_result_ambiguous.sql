-- 结果对应两条以上申报: 应只对应一条申报；不能确定的不计入任何一条。
select {{ finding_columns('r') }} from {{ ref('int_outcome_match') }} as r where r.matches > 1
