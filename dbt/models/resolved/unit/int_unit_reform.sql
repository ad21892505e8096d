-- Units under institutional reform in the year: dates that meet 1 January to the application deadline (decision 4c).
with deadline as (
    select b.bureau_code, d.review_year, max(d.due) as due
    from {{ ref('deadline') }} as d
    inner join {{ ref('reporting_body') }} as b
        on d.jurisdiction_code in (b.bureau_code, '{{ var("region_code") }}') or d.bureau_code = b.bureau_code
    where d.event in ('完成申报', '报送申报材料')
    group by b.bureau_code, d.review_year
),

spans as (
    select
        u.review_year, u.bureau_code, u.unit_name,
        coalesce(u.reform_from, make_date(u.review_year, 1, 1)) as reform_from,
        coalesce(u.reform_to, make_date(u.review_year, 12, 31)) as reform_to,
        coalesce(d.due, make_date(u.review_year, {{ share_floor('t.value', 1, 100) }}, t.value % 100)) as until
    from {{ ref('stg_unit') }} as u
    inner join {{ ref('threshold') }} as t on t.threshold_id = 'reform_until'
    left join deadline as d on u.bureau_code = d.bureau_code and u.review_year = d.review_year
    where not u.is_held and coalesce(u.reform_from, u.reform_to) is not null
)

select
    review_year, bureau_code, unit_name,
    bool_or(reform_from <= until and reform_to >= make_date(review_year, 1, 1)) as is_reform
from spans
where unit_name is not null
group by review_year, bureau_code, unit_name
