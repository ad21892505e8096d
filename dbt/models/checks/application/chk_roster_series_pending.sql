-- 职称系列不能确定: 同名职称分属几个系列，应在标题行“（xx系列）”中写明。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r where r.series_code = '{{ var("pending_series") }}'
