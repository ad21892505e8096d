-- 绿色通道政策再次使用: 绿色通道政策原则上只可享受一次；以往年度已有通过的记录。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'green_once' and c.status = 'violating'
