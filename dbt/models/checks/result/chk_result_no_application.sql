-- 结果找不到申报: 应能以身份证号、年度、层级和系列找到一条申报；无身份证号的以姓名、性别、出生年月和单位查找。
select {{ finding_columns('r') }} from {{ ref('int_outcome_match') }} as r where r.matches = 0
