-- 不得申报的人员: 公务员（含参公）、离退休人员不得申报。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'not_eligible' and c.status = 'violating'
