-- 名额单位不认识: 应为名额分配表所列的盟市或学校。
select {{ finding_columns('r') }} from {{ ref('int_quota_row') }} as r where r.row_kind = 'data' and r.quota_scope_code is null
