-- 以往年度已通过的又申报: 以往年度已通过的系列层级不必再次申报。
select {{ finding_columns('r') }} from {{ ref('int_repeat') }} as r where r.kind = 'passed'
