-- Every judged rule in every scope, with limit, clause and reading.
with judged as (
    select
        review_year, bureau_code, bureau_name, rule_id, scope_kind, scope_code, scope_name, level_group,
        case when is_known then over_post end as numerator, case when is_known then established end as denominator,
        case when is_known then allowed end as limit_value, case when is_known then over_post_worst end as worst, state,
        case when is_known then {{ rate('over_post', 'established') }} end as value,
        case when scope_kind = 'banner' then scope_code end as banner_code,
        case when scope_kind = 'banner' then scope_name end as banner_name
    from {{ ref('rule_over_post_senior') }}
    where limit_known
    union all
    select
        review_year, scope_bureau_code, scope_bureau_name, rule_id, 'unit', unit_key, unit_name, level_group,
        over_post, null, allowed, over_post_worst, state, cast(over_post as double), banner_code, banner_name
    from {{ ref('rule_over_post_unit') }}
    union all
    select
        q.review_year, q.bureau_code, q.bureau_name, l.rule_id,
        case q.row_kind when 'total' then 'region' else 'quota_line' end, q.quota_scope_code, q.quota_scope_name, l.level_group,
        case l.measure_id when 'quota_passed' then q.passed else q.applied end, q.quota,
        case when l.limit_form is null then l.limit_numerator else q.quota end,
        case l.measure_id when 'quota_passed' then q.passed_worst else q.applied_worst end,
        case l.measure_id
            when 'quota_passed' then case
                when not q.has_outcomes then '无数据'
                when q.passed > l.limit_numerator then l.severity
                when q.passed_worst <= l.limit_numerator and q.has_every_roster then '合规'
                else '待核'
            end
            else q.applied_state
        end,
        case l.measure_id when 'quota_passed' then {{ rate('q.passed', 'q.quota') }} else {{ rate('q.applied', 'q.quota') }} end,
        null, null
    from (
        select r.*, m.bureau_name, m.applied_state
        from {{ ref('rule_quota') }} as r
        inner join {{ ref('mart_quota_usage') }} as m using (review_year, quota_scope_code)
    ) as q
    inner join (
        {{ limit_in_force('quota_applied') }}
        union all
        {{ limit_in_force('quota_passed') }}
    ) as l
        on q.review_year = l.review_year and l.fate = '判定'
        and l.measured_by = case q.row_kind when 'line' then 'quota_line' when 'part' then 'quota_part' else 'region' end
)

select
    j.review_year, j.bureau_code, j.bureau_name, j.banner_code::varchar as banner_code, j.banner_name::varchar as banner_name,
    l.series_code, s.series_name, s.series_short, v.level_code, v.level_name,
    j.rule_id, m.measure_name as measure, j.scope_kind, j.scope_code, j.scope_name, j.level_group,
    j.numerator::int as numerator, j.denominator::int as denominator, j.value::double as value, j.limit_value::double as limit_value,
    j.worst::int as worst, j.state, null::date as since, d.document_no, l.clause, l.place, l.reading, l.reading_kind,
    null::varchar as permitted_by,
    {{ provenance() }}
from judged as j
inner join {{ ref('policy_limit') }} as l on j.rule_id = l.rule_id
inner join {{ ref('measure') }} as m on l.measure_id = m.measure_id
inner join {{ ref('policy_document') }} as d on l.document_id = d.document_id
left join {{ ref('series') }} as s on l.series_code = s.series_code
left join {{ ref('title_level') }} as v on j.level_group = v.level_name
{{ provenance_joins('j') }}
