-- The release in force of each year, by body: how many of its figures differ from what is published now.
select
    r.review_year, b.bureau_code, b.bureau_name, r.release_no, r.release_kind, r.released_at, r.figures, r.differing,
    {{ provenance() }}
from {{ ref('int_release') }} as r
inner join {{ ref('reporting_body') }} as b on r.bureau_code = b.bureau_code
{{ provenance_joins('r') }}
