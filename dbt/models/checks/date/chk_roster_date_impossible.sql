-- 日期不存在: 月份应为 1 至 12，日期应在当月之内。
select {{ finding_columns('r') }}, 'graduation' as column_key from {{ ref('int_roster_row') }} as r where r.graduation_impossible
union all
select {{ finding_columns('r') }}, 'current_title' from {{ ref('int_roster_row') }} as r where r.current_title_impossible
