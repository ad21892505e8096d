-- 越级申报而没有可以越级的政策: 应按职称层级逐级申报；可以直接申报的，应写明倾斜政策代码或申报渠道。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
inner join {{ ref('title_level') }} as l on r.level_code = l.level_code
inner join {{ ref('title_level') }} as h on r.current_level_code = h.level_code
left join {{ ref('int_person_role') }} as p
    on p.measure_id = 'step_by_step' and r.submission_id = p.submission_id and r.sheet = p.sheet and r.row_no = p.row_no
where h.sort_order - l.sort_order > 1 and p.role is null
