-- 批准的数量或日期不能识别: 延期应有日期，超岗和名额应有数量，会商可不填。
select {{ finding_columns('r') }} from {{ ref('stg_approval') }} as r
where (r.matter = '延期' and r.granted_date is null) or (r.matter in ('超岗', '名额') and r.granted_number is null)
