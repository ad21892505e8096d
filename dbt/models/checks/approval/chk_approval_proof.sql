-- 批准没有依据: 应有批准单位、批准文号和批准日期。
select {{ finding_columns('r') }} from {{ ref('stg_approval') }} as r
where r.approver is null or r.approval_no is null or r.approved_on is null
