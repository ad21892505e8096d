-- 系列与标题行不一致: 系列一栏应与标题行或上方类别行写的系列一致；按该行自己填的系列计。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
inner join {{ ref('int_series_name') }} as o on regexp_replace(r.stated_series, '系列$', '') = regexp_replace(o.name, '系列$', '')
inner join {{ ref('int_series_name') }} as t on regexp_replace(r.title_series_text, '系列$', '') = regexp_replace(t.name, '系列$', '')
group by all
having not bool_or(o.series_code = t.series_code)
