-- Whether an expected form is there: some submission of that form in force. 待确认 and 已退回 do not count.
select
    e.review_year, e.bureau_code, e.form_code, e.form_name, e.due,
    count(s.submission_id) > 0 as is_handed_in
from {{ ref('int_expected_file') }} as e
left join {{ ref('stg_submission') }} as s
    on e.review_year = s.review_year and coalesce(e.bureau_code, '') = coalesce(s.bureau_code, '')
    and s.in_force and contains('、' || s.form || '、', '、' || e.form_name || '、')
group by e.review_year, e.bureau_code, e.form_code, e.form_name, e.due
