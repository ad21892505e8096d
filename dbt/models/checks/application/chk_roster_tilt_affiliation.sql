-- 代码4、5用于苏木乡镇以外的单位: 代码4、5限苏木乡镇的专业技术人员。
with affiliation as (
    select affiliation, {{ items("affiliation || coalesce('|' || aliases, '')") }} as alias from {{ ref('affiliation') }}
)

select distinct {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
inner join {{ ref('int_person_role') }} as p
    on p.measure_id = 'township_only' and r.submission_id = p.submission_id and r.sheet = p.sheet and r.row_no = p.row_no
inner join affiliation as a on r.affiliation_text = a.alias
left join {{ ref('measure_case') }} as c
    on c.measure_id = 'township_only' and c.kind = 'affiliation' and a.affiliation = c.value and {{ in_force('c', 'r.review_year') }}
where c.case_id is null
