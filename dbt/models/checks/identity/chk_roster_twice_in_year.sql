-- 同一人一年申报两项: 同一人同一年度在本报送单位一般只申报一项；各项都计数。
select {{ finding_columns('r') }} from {{ ref('int_repeat') }} as r where r.kind = 'twice'
