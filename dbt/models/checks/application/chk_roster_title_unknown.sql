-- 申报资格名称不在职称表中: 应为职称表中的全称，如“高级工程师”“一级教师”。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r where r.applied_title is not null and r.level_code is null
