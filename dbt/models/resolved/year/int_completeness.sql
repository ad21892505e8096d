-- How complete a body's year is. 收件中: an expected file missing, or one held or returned unanswered. 待核对: all in, the two
-- tables of totals not both there, or not comparable, or different from the rosters. 已核对: they agree. 已定稿: a release in
-- force holds it unchanged (int_release).
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
),

handed_in as (
    {{ body_forms(['total_in_post', 'total_off_post']) }}
),

agreed as (
    select review_year, bureau_code
    from {{ ref('int_total_difference') }}
    group by review_year, bureau_code
    having bool_and(difference = 0 or is_explained) and count(*) filter (where part != '旗县区') > 0
)

select
    b.review_year, b.bureau_code,
    case
        when f.review_year is not null then '已定稿'
        when coalesce(m.files, 0) + coalesce(u.files, 0) > 0 then '收件中'
        when a.bureau_code is null or (
            select count(*) from handed_in as h where h.review_year = b.review_year and h.bureau_code = b.bureau_code
        ) < 2 then '待核对'
        else '已核对'
    end as completeness
from body_year as b
left join missing as m on b.review_year = m.review_year and coalesce(b.bureau_code, '') = coalesce(m.bureau_code, '')
left join unanswered as u on b.review_year = u.review_year and coalesce(b.bureau_code, '') = coalesce(u.bureau_code, '')
left join agreed as a on b.review_year = a.review_year and b.bureau_code = a.bureau_code
left join {{ ref('int_release') }} as f
    on b.review_year = f.review_year and coalesce(b.bureau_code, '') = f.bureau_code and f.figures > 0 and f.differing = 0
