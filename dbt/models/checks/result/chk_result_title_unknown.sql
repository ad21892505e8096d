-- 结果的申报资格名称不在职称表中: 应为职称表中的全称。
select {{ finding_columns('r') }} from {{ ref('int_result_row') }} as r where r.level_code is null
