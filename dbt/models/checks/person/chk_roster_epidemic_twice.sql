-- 疫情一线政策再次使用: 代码8的政策原则上只享受一次；以往年度已有通过的记录。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'epidemic_once' and c.status = 'violating'
