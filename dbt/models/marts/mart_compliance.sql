-- Every judged rule in every scope, with limit, clause and reading. A rule that is only shown, or not in force in the row's
-- year, is not here.
with judged as (
    {{ union_rules() }}
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
inner join {{ ref('policy_limit') }} as l on j.rule_id = l.rule_id and l.fate = '判定' and {{ in_force('l', 'j.review_year') }}
inner join {{ ref('measure') }} as m on l.measure_id = m.measure_id
inner join {{ ref('policy_document') }} as d on l.document_id = d.document_id
left join {{ ref('series') }} as s on l.series_code = s.series_code
left join {{ ref('title_level') }} as v on j.level_group = v.level_name
{{ provenance_joins('j') }}
