-- 通过资格与申报资格不一致: 通过资格名称应与申报资格名称同一系列、同一层级。
select {{ finding_columns('r') }} from {{ ref('int_result_row') }} as r
left join {{ ref('int_title') }} as p on r.passed_title = p.title
left join {{ ref('int_title') }} as t on r.applied_title = t.title
where r.passed_title != r.applied_title
    and not coalesce(p.level_code = t.level_code and (p.series_code = t.series_code or p.series_count + t.series_count > 2), false)
