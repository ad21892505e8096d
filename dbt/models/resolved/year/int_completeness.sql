-- How complete a body's year is. 收件中: an expected file missing, or one held or returned unanswered. 待核对: all in, totals
-- tables not there to compare with (no reader for them yet, so 已核对 is not reached).
with body_year as (
    select distinct review_year, bureau_code from {{ ref('int_expected_status') }}
),

missing as (
    select review_year, bureau_code, count(*) as files
    from {{ ref('int_expected_status') }}
    where not is_handed_in
    group by review_year, bureau_code
),

unanswered as (
    select s.review_year, s.bureau_code, count(*) as files
    from {{ ref('stg_submission') }} as s
    left join {{ ref('stg_submission') }} as n
        on s.review_year = n.review_year and coalesce(s.bureau_code, '') = coalesce(n.bureau_code, '')
        and s.place = n.place and n.in_force
    where s.status in ('待确认', '已退回') and n.submission_id is null
    group by s.review_year, s.bureau_code
)

select
    b.review_year, b.bureau_code,
    case when coalesce(m.files, 0) + coalesce(u.files, 0) > 0 then '收件中' else '待核对' end as completeness
from body_year as b
left join missing as m on b.review_year = m.review_year and coalesce(b.bureau_code, '') = coalesce(m.bureau_code, '')
left join unanswered as u on b.review_year = u.review_year and coalesce(b.bureau_code, '') = coalesce(u.bureau_code, '')
