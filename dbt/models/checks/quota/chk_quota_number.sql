-- 名额不是整数: 应为整数，或“7(含区直其他单位4)”的写法。
select {{ finding_columns('r') }} from {{ ref('int_quota_row') }} as r where r.row_kind = 'data' and r.quota is null
