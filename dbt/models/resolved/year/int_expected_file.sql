-- Which forms each body must hand in, year by year; bureau_code null for what the region itself hands down.
select y.review_year, b.bureau_code, e.form_code, e.form_name, e.due
from {{ ref('int_review_year') }} as y
inner join {{ ref('expected_file') }} as e
    on y.review_year >= e.review_year_from and y.review_year <= coalesce(e.review_year_to, y.review_year)
inner join (
    select bureau_code, bureau_code as bound from {{ ref('reporting_body') }}
    union all
    select null, '自治区'
) as b on e.bureau_code = b.bound or (e.bureau_code = '*' and b.bureau_code is not null)
