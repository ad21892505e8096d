-- Rules judged unit by unit with nothing allowed: 涉改 units at every level, and 副高级 teachers (decision 4 a, c).
with unit_level as (
    select
        p.*, u.scope_kind as parent_kind, u.scope_code as parent_scope_code, u.scope_bureau_code, u.scope_bureau_name,
        u.banner_code, u.banner_name
    from {{ ref('fct_post') }} as p
    inner join {{ ref('int_unit_scope') }} as u using (review_year, bureau_code, unit_name)
    where p.is_public
),

waiting as (
    select review_year, unit_name, scope_code as parent_scope_code, count(*) as rows_waiting
    from {{ ref('int_waiting_scope') }}
    where is_scope_known
    group by all
),

figures as (
    select
        p.*, l.rule_id, l.measure_id, l.severity, l.document_no, l.clause, l.place, l.reading, l.reading_kind,
        case l.measure_id when 'teacher_over_post' then p.teacher_bound else p.bound end as post_bound,
        case l.measure_id when 'teacher_over_post' then p.excess_teacher else p.excess end as over_post,
        l.limit_numerator as allowed
    from unit_level as p
    inner join (
        {{ limit_in_force('over_post_reform') }}
        union all
        {{ limit_in_force('teacher_over_post') }}
    ) as l
        on p.review_year = l.review_year and l.jurisdiction_code = '{{ var("region_code") }}'
        and case l.measure_id
            when 'over_post_reform' then p.is_reform
            else p.teacher_bound > 0 and l.level_group in (p.level_group, '副高级') and p.coarse = '高级'
        end
)

select
    f.*, coalesce(w.rows_waiting, 0) as rows_waiting,
    case when f.has_post_table then 0 else 1 end as units_missing,
    coalesce(f.over_post, f.post_bound) + coalesce(w.rows_waiting, 0) as over_post_worst,
    case
        when not f.has_post_table then '无数据'
        when f.over_post > f.allowed then f.severity
        when f.over_post + coalesce(w.rows_waiting, 0) <= f.allowed then '合规'
        else '待核'
    end as state
from figures as f
left join waiting as w using (review_year, unit_name, parent_scope_code)
