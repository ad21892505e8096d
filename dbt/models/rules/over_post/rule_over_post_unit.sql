-- Rules judged unit by unit with nothing allowed: 涉改 units at every level, and 副高级 teachers (decision 4 a, c).
with unit_level as (
    select
        p.*, u.scope_code as parent_scope_code, u.scope_bureau_code, u.scope_bureau_name, u.banner_code, u.banner_name,
        p.has_post_table and r.bureau_code is not null as is_known
    from {{ ref('fct_post') }} as p
    inner join {{ ref('int_unit_scope') }} as u using (review_year, bureau_code, unit_name)
    left join {{ ref('int_body_roster') }} as r using (review_year, bureau_code)
    where p.is_public
),

figures as (
    select
        p.*, l.rule_id, l.severity, l.limit_known, l.reference_limit, l.reference_document,
        case l.measure_id when 'teacher_over_post' then p.teacher_bound else p.bound end as post_bound,
        case when p.is_known then case l.measure_id when 'teacher_over_post' then p.excess_teacher else p.excess end end as over_post,
        l.limit_numerator as allowed, l.series_code as rule_series
    from unit_level as p
    inner join ({{ limit_by_body(['over_post_reform', 'teacher_over_post']) }}) as l
        on p.review_year = l.review_year and p.scope_bureau_code = l.bureau_code
        and case l.measure_id when 'over_post_reform' then p.is_reform else p.teacher_bound > 0 end
),

-- A waiting row of unknown unit could belong to any unit of its body (decision 17).
waiting as (
    select f.review_year, f.bureau_code, f.unit_name, f.post_level, f.rule_id, count(*) as rows_waiting
    from figures as f
    inner join {{ ref('int_waiting_row') }} as w
        on f.review_year = w.review_year and not w.is_exempt
        and ((w.unit_name = f.unit_name and w.bureau_code = f.bureau_code) or (w.unit_name is null and w.bureau_code = f.scope_bureau_code))
        and (w.post_level is null or w.post_level = f.post_level or (f.post_level = '高级' and w.coarse = '高级'))
        and (f.rule_series is null or w.series_code is null or w.series_code = f.rule_series)
    group by f.review_year, f.bureau_code, f.unit_name, f.post_level, f.rule_id
)

select
    {{ all_but('f', 'bureau_code') }}, f.scope_bureau_code as bureau_code, f.scope_bureau_name as bureau_name,
    'unit' as scope_kind, f.unit_key as scope_code, f.unit_name as scope_name, coalesce(w.rows_waiting, 0) as rows_waiting,
    case when f.has_post_table then 0 else 1 end as units_missing,
    f.over_post as numerator, null::int as denominator, cast(f.over_post as double) as value, f.allowed as limit_value,
    case when f.is_known then f.over_post + coalesce(w.rows_waiting, 0) end as over_post_worst, over_post_worst as worst,
    case
        when not f.limit_known then '仅展示'
        when not f.is_known then '无数据'
        when f.established = 0 and f.over_post + coalesce(w.rows_waiting, 0) = 0 then '不适用'
        when f.over_post > f.allowed then f.severity
        when f.over_post + coalesce(w.rows_waiting, 0) <= f.allowed then '合规'
        else '待核'
    end as state
from figures as f
left join waiting as w using (review_year, bureau_code, unit_name, post_level, rule_id)
