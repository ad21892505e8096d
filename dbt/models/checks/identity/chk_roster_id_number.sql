-- 身份证号存成了数字: 应为文本格式；存成数字后末几位已丢失，不能恢复。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r where r.id_status = 'number'
