-- 性别缺失或不能识别: 应为“男”或“女”。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r where coalesce(r.sex, '') not in ('男', '女')
