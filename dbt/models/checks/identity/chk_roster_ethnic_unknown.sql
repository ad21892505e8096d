-- 民族不能识别: 民族缺失或不是 56 个民族的名称、简称。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
where r.ethnic_read is null
