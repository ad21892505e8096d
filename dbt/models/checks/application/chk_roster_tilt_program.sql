-- 认定的代码与评审同用: 代码4为认定，不经评审；申报方式应为认定，也不走绿色通道、定向评价。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
inner join {{ ref('int_person_role') }} as p
    on p.measure_id = 'recognised_only' and r.submission_id = p.submission_id and r.sheet = p.sheet and r.row_no = p.row_no
group by all
having count(distinct p.role) > 1
