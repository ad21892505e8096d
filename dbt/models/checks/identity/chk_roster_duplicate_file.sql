-- 同一申报在另一文件中已报: 同一人同一年度同一系列层级只计一次；本单位的另一文件中已有。
select {{ finding_columns('r') }} from {{ ref('int_repeat') }} as r where r.kind = 'other_file'
