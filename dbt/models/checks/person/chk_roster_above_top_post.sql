-- 申报层级高于单位设岗最高等级: 满30年、满20年不受职数限制的人，也不得超过所在单位设岗最高等级。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'top_post_level' and c.status = 'violating'
