-- 同一人在两个单位申报: 同一人同一年度应只在一个单位申报；经所创办或兼职企业申报的请填申报渠道。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'across_units' and c.status = 'violating'
