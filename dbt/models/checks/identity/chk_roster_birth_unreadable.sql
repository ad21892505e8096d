-- 出生年月缺失或不能识别: 应为年月，如 1987/09。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r where r.birth_month is null
