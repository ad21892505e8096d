-- The catalogue of rules by year and the bodies they bind. A rule that runs on past its own notice is cited by the clause
-- of the body's notice of that year where that notice prints it again (decision 10).
with bound as (
    select
        y.review_year, b.bureau_code, b.bureau_name, l.*, d.document_no,
        case when year(d.valid_to) < y.review_year then own.document_no end as own_document_no,
        split_part(split_part(l.also_stated_in, own.document_id || ' ', 2), '; ', 1) as own_place
    from {{ ref('policy_limit') }} as l
    inner join {{ ref('int_review_year') }} as y
        on {{ in_force('l', 'y.review_year') }}
    inner join {{ ref('policy_document') }} as d on l.document_id = d.document_id
    left join {{ ref('division') }} as v on l.jurisdiction_code = v.division_code
    inner join {{ ref('reporting_body') }} as b
        on l.jurisdiction_code = '{{ var("region_code") }}' or b.bureau_code in (l.jurisdiction_code, v.bureau_code)
    left join {{ ref('policy_document') }} as own
        on own.jurisdiction_code = b.bureau_code and {{ in_force('own', 'y.review_year') }}
        and position(own.document_id || ' ' in l.also_stated_in) > 0 and own.valid_from >= d.valid_to
)

select
    r.review_year, r.bureau_code, r.bureau_name,
    r.rule_id, m.measure_name as measure, coalesce(r.own_document_no, r.document_no) as document_no,
    case when r.own_document_no is null then r.clause else split_part(r.own_place, ' ', 1) end as clause,
    case when r.own_document_no is null then r.place else split_part(r.own_place, ' ', 2) end as place,
    r.valid_from, r.valid_to, r.jurisdiction_code as jurisdiction, r.fate, r.needs_form, r.needs_column, r.why, r.comparison,
    {{ rate('r.limit_numerator', 'r.limit_denominator') }} as limit_value, r.severity, r.reading, r.reading_kind, r.also_stated_in,
    context.run_id, context.as_of, context.policy_version
from bound as r
inner join {{ ref('measure') }} as m on r.measure_id = m.measure_id
cross join {{ ref('stg_run_context') }} as context
