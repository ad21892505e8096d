-- 学历不能识别: 学历缺失或不在学历写法表中。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
where r.education_read is null
