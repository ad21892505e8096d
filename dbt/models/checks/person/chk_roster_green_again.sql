-- 绿色通道当年再次申报: 当年绿色通道未通过的，没有新的业绩成果原则上不再申报。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'green_again' and c.status = 'violating'
