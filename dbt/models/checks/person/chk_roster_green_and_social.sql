-- 绿色通道与社会化同时申报: 绿色通道与社会化评审不得重复申报。
select distinct {{ finding_columns('c') }} from {{ ref('int_person_case') }} as c
where c.measure_id = 'one_channel_green' and c.status = 'violating'
