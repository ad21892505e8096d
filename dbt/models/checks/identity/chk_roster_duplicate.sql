-- 同一申报重复出现: 同一人同一年度同一系列层级只计一次。
select {{ finding_columns('r') }} from {{ ref('int_repeat') }} as r where r.kind = 'same_file'
