-- The catalogue of rules by year and the bodies they bind. A rule that runs on past its own notice is cited by the clause
-- of the body's notice of that year where that notice prints it again (decision 10).
with stated as (
    select
        l.rule_id, d.document_id, d.document_no, d.jurisdiction_code, d.valid_from, d.valid_to,
        split_part(split_part(l.also_stated_in, d.document_id || ' ', 2), '; ', 1) as clause_and_place
    from {{ ref('policy_limit') }} as l
    inner join {{ ref('policy_document') }} as d on position(d.document_id || ' ' in l.also_stated_in) > 0
),

elsewhere as (
    select rule_id, {{ text_list("document_no || ' ' || clause_and_place", '; ', 'document_id') }} as also_stated_in
    from stated
    group by rule_id
),

bound as (
    select
        y.review_year, b.bureau_code, b.bureau_name, l.*, d.document_no, own.document_no as own_document_no, own.clause_and_place,
        row_number() over (
            partition by y.review_year, b.bureau_code, l.rule_id order by own.valid_from desc, own.document_id
        ) as choice
    from {{ ref('policy_limit') }} as l
    inner join {{ ref('int_review_year') }} as y
        on {{ in_force('l', 'y.review_year') }}
    inner join {{ ref('policy_document') }} as d on l.document_id = d.document_id
    left join {{ ref('division') }} as v on l.jurisdiction_code = v.division_code
    inner join {{ ref('reporting_body') }} as b
        on l.jurisdiction_code = '{{ var("region_code") }}' or b.bureau_code in (l.jurisdiction_code, v.bureau_code)
    left join stated as own
        on l.rule_id = own.rule_id and b.bureau_code = own.jurisdiction_code and {{ in_force('own', 'y.review_year') }}
        and year(d.valid_to) < y.review_year and d.valid_to < own.valid_from
)

select
    r.review_year, r.bureau_code, r.bureau_name,
    r.rule_id, m.measure_name as measure, coalesce(r.own_document_no, r.document_no) as document_no,
    case when r.own_document_no is null then r.clause else split_part(r.clause_and_place, ' ', 1) end as clause,
    case when r.own_document_no is null then r.place else split_part(r.clause_and_place, ' ', 2) end as place,
    r.valid_from, r.valid_to, r.jurisdiction_code as jurisdiction, r.fate, r.needs_form, r.needs_column, r.why, r.comparison,
    {{ rate('r.limit_numerator', 'r.limit_denominator') }} as limit_value, r.severity, r.reading, r.reading_kind, e.also_stated_in,
    context.run_id, context.as_of, context.policy_version
from bound as r
inner join {{ ref('measure') }} as m on r.measure_id = m.measure_id
left join elsewhere as e on r.rule_id = e.rule_id
cross join {{ ref('stg_run_context') }} as context
where r.choice = 1
