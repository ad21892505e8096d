-- One unit in one year with what is known of it and how (decisions 3, 4; contracts, section 1).
with best as (
    select *
    from {{ ref('int_unit_fact') }}
    where value is not null
    qualify row_number() over (
        partition by review_year, bureau_code, unit_name, attribute
        order by source_rank, times desc, value
    ) = 1
),

attributes as (
    select
        review_year, bureau_code, unit_name,
        max(value) filter (where attribute = 'unit_kind') as unit_kind,
        max(value) filter (where attribute = 'affiliation') as affiliation,
        max(value) filter (where attribute = 'department') as department,
        max(value) filter (where attribute = 'banner') as banner_code,
        max(source_rank) filter (where attribute = 'banner') as banner_source
    from best
    group by review_year, bureau_code, unit_name
),

own_line as (
    select quota_scope_code, {{ items('unit_names') }} as unit_name
    from {{ ref('quota_line') }}
    where unit_names is not null
)

select
    u.review_year, u.bureau_code, u.unit_name, u.unit_key, u.is_measured,
    a.unit_kind, a.affiliation, a.department,
    coalesce(a.banner_code, n.banner_code) as banner_code,
    case
        when a.banner_code is not null
        then case a.banner_source when 1 then '单位登记表' when 2 then '岗位表' else '花名册' end
        when n.banner_code is not null then '单位名称'
    end as banner_from,
    o.quota_scope_code as own_quota_line,
    coalesce(r.is_reform, false) as is_reform,
    p.unit_name is not null as has_post_table,
    case
        when k.unit_kind is not null then k.is_public_institution = 'Y'
        else p.unit_name is not null or not coalesce(t.has_enterprise_code, false)
    end as is_public
from {{ ref('int_unit_name') }} as u
left join attributes as a using (review_year, bureau_code, unit_name)
left join {{ ref('int_unit_banner') }} as n using (review_year, bureau_code, unit_name)
left join {{ ref('int_unit_reform') }} as r using (review_year, bureau_code, unit_name)
left join own_line as o on u.unit_name = o.unit_name
left join {{ ref('unit_kind') }} as k on a.unit_kind = k.unit_kind
left join (select distinct review_year, bureau_code, unit_name from {{ ref('int_post') }}) as p
    on u.review_year = p.review_year and u.bureau_code = p.bureau_code and u.unit_name = p.unit_name
left join {{ ref('int_unit_tilt') }} as t
    on u.review_year = t.review_year and u.bureau_code = t.bureau_code and u.unit_name = t.unit_name
