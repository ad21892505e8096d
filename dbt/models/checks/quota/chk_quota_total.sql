-- 名额合计与各行之和不符: 合计应等于各行之和。
select {{ finding_columns('r') }} from {{ ref('int_quota_row') }} as r
inner join (
    select submission_id, sheet, sum(quota) as quota from {{ ref('int_quota_row') }}
    where row_kind = 'data' group by submission_id, sheet
) as s using (submission_id, sheet)
where r.row_kind = 'total' and r.quota is distinct from s.quota
