-- 社会化与基层系列同时申报: 社会化与基层系列只能选其一。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'one_channel_basic' and c.status = 'violating'
