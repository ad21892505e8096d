-- 日期晚于报送日: 毕业和取得现有资格应在报送以前。
select {{ finding_columns('r') }}, 'graduation' as column_key from {{ ref('int_roster_row') }} as r
where r.graduation_month > left(cast(r.received_at as varchar), 7)
union all
select {{ finding_columns('r') }}, 'current_title' from {{ ref('int_roster_row') }} as r
where r.current_title_month > left(cast(r.received_at as varchar), 7)
