-- Where the rules of a year differ from those of the year before, for each body they bind: footnotes of year on year.
select
    c.to_year as review_year, b.bureau_code, b.bureau_name, c.change_id, c.from_year, c.concerns, c.topic, c.note,
    d.document_no, c.clause, c.place, p.document_no as before_document_no, c.before_clause, c.before_place, c.reading_kind,
    concat(c.topic, '：', c.note, '（', d.document_no, ' ', c.clause, '，', c.reading_kind, '）') as footnote,
    context.run_id, context.as_of, context.policy_version
from {{ ref('year_change') }} as c
inner join {{ ref('int_review_year') }} as y on c.to_year = y.review_year
inner join {{ ref('reporting_body') }} as b on c.jurisdiction_code in (b.bureau_code, '{{ var("region_code") }}')
inner join {{ ref('policy_document') }} as d on c.document_id = d.document_id
left join {{ ref('policy_document') }} as p on c.before_document_id = p.document_id
cross join {{ ref('stg_run_context') }} as context
