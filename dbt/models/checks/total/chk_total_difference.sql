-- 统计表人数与花名册不符: 应等于花名册中同系列同层级的不同人数。花名册有而统计表没有的系列，记在合计行。
select
    {{ finding_columns('t') }},
    {{ text_list("
        case when t.row_kind = 'data' then '' else coalesce(g.division_name, '') || coalesce(s.series_short, d.series_code) end
        || d.level_name || case t.part when '事业' then '两表之和' else '' end || '应为 ' || d.ours
    ", '，', 'g.division_name, d.series_code, l.level_code nulls last') }} as detail
from {{ ref('int_total_row') }} as t
inner join {{ ref('int_total_difference') }} as d
    on t.review_year = d.review_year and t.bureau_code = d.bureau_code and d.difference != 0 and not d.is_explained
    and (t.part = d.part or (t.row_kind = 'total' and d.part = '事业' and t.part in ('在编', '非在编')))
    and case
        when t.row_kind = 'data'
        then d.is_stated and t.series_code = d.series_code and t.level_name = d.level_name and coalesce(t.banner_code, '') = coalesce(d.banner_code, '')
        else t.row_kind = 'total' and t.level_name = '合计' and not d.is_stated
    end
left join {{ ref('series') }} as s on d.series_code = s.series_code
left join {{ ref('title_level') }} as l on d.level_name = l.level_name
left join {{ ref('division') }} as g on d.banner_code = g.division_code
group by all
