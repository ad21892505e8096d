-- 代码3的申报层级不是高一级: 代码3可破格参加高一级职称评审，申报层级应比现有资格高一级。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
inner join {{ ref('int_person_role') }} as p
    on p.measure_id = 'one_level_up' and r.submission_id = p.submission_id and r.sheet = p.sheet and r.row_no = p.row_no
inner join {{ ref('title_level') }} as l on r.level_code = l.level_code
inner join {{ ref('title_level') }} as h on r.current_level_code = h.level_code
where h.sort_order - l.sort_order != 1
