-- 毕业或取得资格时年龄过小: 毕业和取得现有资格的日期应与出生年月相称。
select {{ finding_columns('r') }}, 'graduation' as column_key, '毕业时应满 ' || t.value || ' 周岁' as detail from {{ ref('int_roster_row') }} as r
inner join {{ ref('threshold') }} as t on t.threshold_id = 'graduation_age'
where cast(left(r.graduation_month, 4) as integer) - cast(left(r.birth_month, 4) as integer) < t.value
union all
select {{ finding_columns('r') }}, 'current_title', '取得资格时应满 ' || t.value || ' 周岁' from {{ ref('int_roster_row') }} as r
inner join {{ ref('threshold') }} as t on t.threshold_id = 'title_age'
where cast(left(r.current_title_month, 4) as integer) - cast(left(r.birth_month, 4) as integer) < t.value
