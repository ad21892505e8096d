-- 缺姓名: 应填写姓名；照常计数，但没有身份证号时不能与结果核对。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r where r.person_name is null
