-- 同一层级向两个评委会申报: 同一人同一年度同一层级只向一个评委会申报。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'one_committee_person' and c.status = 'violating'
