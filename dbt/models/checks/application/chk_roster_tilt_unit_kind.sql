-- 事业单位使用企业的倾斜代码: 代码 7、9 只用于企业。
select distinct {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
inner join {{ ref('int_roster_tilt') }} as t using (submission_id, sheet, row_no)
inner join {{ ref('int_unit') }} as u
    on r.review_year = u.review_year and r.bureau_code = u.bureau_code and r.unit_name = u.unit_name
where t.enterprise_only and u.unit_kind is not null and u.is_public
