-- 无身份证号: 应填写 18 位身份证号；没有的照常计数，但不能跨文件、跨年度核对。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r where r.id_status = 'absent'
