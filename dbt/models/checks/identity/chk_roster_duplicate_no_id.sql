-- 疑为同一申报（无身份证号）: 同一单位姓名、性别、出生年月、系列层级都相同的只应有一行；没有身份证号，各行照常计数。
select {{ finding_columns('r') }} from {{ ref('int_repeat') }} as r where r.kind = 'no_id'
