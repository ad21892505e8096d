-- Every judged rule in every scope, with limit, clause and reading, and what is only shown of persons; what is only shown of
-- posts and publicity stands in the marts of their own. A rule not in force in the row's year is not here.
with judged as (
    {{ union_rules() }}
),

-- What was approved beside a figure: 超岗 beside the rules on posts, 名额 beside those on quotas. It changes no state.
permitted as (
    select
        j.review_year, j.rule_id, j.scope_code, coalesce(j.level_group, '') as level_group,
        {{ text_list("concat(a.approver, ' ', a.approval_no, ' 批准', cast(a.number as varchar), '人')", '；', 'a.approved_on, a.approval_no') }} as permitted_by
    from judged as j
    inner join {{ ref('policy_limit') }} as l on j.rule_id = l.rule_id
    inner join {{ ref('int_approval') }} as a
        on j.review_year = a.review_year and j.scope_code = a.scope_code
        and ((a.matter = '超岗' and l.measure_id like '%over_post%') or (a.matter = '名额' and l.measure_id like 'quota%'))
        and (a.level is null or a.level = j.level_group or (j.level_group = '高级' and a.level in ('正高级', '副高级')))
    group by j.review_year, j.rule_id, j.scope_code, coalesce(j.level_group, '')
)

select
    j.review_year, j.bureau_code, j.bureau_name, j.banner_code::varchar as banner_code, j.banner_name::varchar as banner_name,
    l.series_code, s.series_name, s.series_short, v.level_code, v.level_name,
    j.rule_id, m.measure_name as measure, j.scope_kind, j.scope_code, j.scope_name, j.level_group,
    j.numerator::int as numerator, j.denominator::int as denominator, j.value::double as value, j.limit_value::double as limit_value,
    j.worst::int as worst, j.state, coalesce(t.since, cast(context.as_of as date)) as since, d.document_no, l.clause, l.place, l.reading, l.reading_kind,
    p.permitted_by,
    {{ provenance() }}
from judged as j
inner join {{ ref('policy_limit') }} as l on j.rule_id = l.rule_id and (l.fate = '判定' or (l.fate = '展示' and l.measured_by = 'person'))
    and {{ in_force('l', 'j.review_year') }}
inner join {{ ref('measure') }} as m on l.measure_id = m.measure_id
inner join {{ ref('policy_document') }} as d on l.document_id = d.document_id
left join {{ ref('series') }} as s on l.series_code = s.series_code
left join {{ ref('title_level') }} as v on j.level_group = v.level_name
left join permitted as p
    on j.review_year = p.review_year and j.rule_id = p.rule_id and j.scope_code = p.scope_code
    and coalesce(j.level_group, '') = p.level_group
left join {{ ref('stg_state_since') }} as t
    on j.review_year = t.review_year and j.rule_id = t.rule_id and j.scope_kind = t.scope_kind and j.scope_code = t.scope_code
    and coalesce(j.level_group, '') = coalesce(t.level_group, '') and j.state = t.state
{{ provenance_joins('j') }}
