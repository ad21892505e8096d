-- 缺工作单位: 应填写单位全称。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r where r.unit_name is null
