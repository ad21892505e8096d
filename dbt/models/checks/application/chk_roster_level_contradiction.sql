-- 申报层级与标题行不一致: 标题行“（ ）级”应与申报的职称层级一致；按申报资格名称计数。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
inner join {{ ref('level_word') }} as w on r.level_text = w.level_word
where r.level_name is not null
group by all
having not bool_or(w.level_name = r.level_name)
