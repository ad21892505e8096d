-- 首次申报的政策用于已有职称的人: 代码1和海外归国的一项只用于首次申报职称。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'first_title' and c.status = 'violating'
