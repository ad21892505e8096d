-- What a banner is called inside one body: official names and aliases. A name that means two banners there is left out.
with names as (
    select bureau_code, division_name as banner_name, division_code as banner_code
    from {{ ref('division') }}
    where tier in ('旗县区', '统计区') or division_code = bureau_code
    union
    select d.bureau_code, a.alias, d.division_code
    from {{ ref('division_alias') }} as a
    inner join {{ ref('division') }} as d on a.division_code = d.division_code
    where d.tier in ('旗县区', '统计区') or d.division_code = d.bureau_code
)

select bureau_code, banner_name, min(banner_code) as banner_code
from names
where banner_code != '{{ var("region_code") }}' and banner_code in (
    select division_code from {{ ref('division') }}
    where tier in ('旗县区', '统计区')
)
group by bureau_code, banner_name
having count(distinct banner_code) = 1
