-- Bodies and years with a roster in force. Without one nothing is known of applicants: 无数据, never 0 (decision 5).
select s.review_year, s.bureau_code
from {{ ref('stg_submission') }} as s
inner join {{ ref('form') }} as f
    on f.form_code in ('roster_a', 'roster_b') and contains('、' || s.form || '、', '、' || f.form_name || '、')
where s.in_force and s.bureau_code is not null
group by s.review_year, s.bureau_code
