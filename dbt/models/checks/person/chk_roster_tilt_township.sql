-- 苏木乡镇单位使用代码6: 代码6限城市专业技术人员。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'tilt6_city' and c.status = 'violating'
