-- 年龄不合常理: 出生年月能识别，评审年度末的周岁却不在任何年龄段内。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
where r.birth_month is not null and r.age_band is null
