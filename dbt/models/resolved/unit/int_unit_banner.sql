-- The banner that a unit's name gives: the longest banner name inside it, if that is one banner only.
with named as (
    select u.review_year, u.bureau_code, u.unit_name, b.banner_code, length(b.banner_name) as name_length
    from {{ ref('int_unit_name') }} as u
    inner join {{ ref('int_banner_name') }} as b on u.bureau_code = b.bureau_code and contains(u.unit_name, b.banner_name)
),

longest as (
    select *
    from named
    qualify name_length = max(name_length) over (partition by review_year, bureau_code, unit_name)
)

select review_year, bureau_code, unit_name, min(banner_code) as banner_code
from longest
group by review_year, bureau_code, unit_name
having count(distinct banner_code) = 1
