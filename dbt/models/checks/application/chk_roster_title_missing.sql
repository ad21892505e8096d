-- 缺申报资格名称: 应填写申报的职称全称。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r where r.applied_title is null
