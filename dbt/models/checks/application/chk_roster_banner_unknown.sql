-- 单位所在旗县区不能确定: 旗县区、乡镇单位应能由单位登记表或单位名称确定旗县区。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
inner join {{ ref('int_unit_scope') }} as u
    on r.review_year = u.review_year and r.bureau_code = u.bureau_code and r.unit_name = u.unit_name
where u.scope_code like '%-9'
