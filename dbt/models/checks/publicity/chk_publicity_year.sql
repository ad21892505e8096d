-- 公示日期不在本年度: 开始日期应在 form_year 所列的月份之内；一份文件中过半的在收件时已先问。
select {{ finding_columns('r') }} from {{ ref('stg_publicity') }} as r
inner join {{ ref('form_year') }} as y on y.form_code = 'publicity' and y.column_name = 'start_date' and y.valid_to is null and y.except_rows is null
where
    12 * extract(year from r.start_date) + extract(month from r.start_date) - 1 - 12 * r.review_year
    not between y.from_months and 11 + y.to_months
