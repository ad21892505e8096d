-- The catalogue of rules by year and the bodies they bind.
select
    y.review_year, b.bureau_code, b.bureau_name,
    l.rule_id, m.measure_name as measure, d.document_no, l.clause, l.place, l.valid_from, l.valid_to,
    l.jurisdiction_code as jurisdiction, l.fate, l.comparison,
    {{ rate('l.limit_numerator', 'l.limit_denominator') }} as limit_value, l.severity, l.reading, l.reading_kind,
    context.run_id, context.as_of, context.policy_version
from {{ ref('policy_limit') }} as l
inner join {{ ref('int_review_year') }} as y
    on {{ in_force('l', 'y.review_year') }}
inner join {{ ref('measure') }} as m on l.measure_id = m.measure_id
inner join {{ ref('policy_document') }} as d on l.document_id = d.document_id
inner join {{ ref('reporting_body') }} as b on l.jurisdiction_code in (b.bureau_code, '{{ var("region_code") }}')
cross join {{ ref('stg_run_context') }} as context
