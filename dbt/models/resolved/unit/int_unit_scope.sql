-- Where a unit is measured (decision 3). 区直: its department; 盟市: the body's own level; 旗县区, 乡镇: the banner.
-- A body that is one city is one scope. A unit without banner or department stands under 未归属.
with placed as (
    select
        u.*, b.bureau_name, b.bureau_code in (select division_code from {{ ref('division') }} where tier = '旗县区') as is_one_city,
        coalesce(f.scope_kind, case when u.bureau_code = '{{ var("region_code") }}' then 'competent_department' else 'banner' end) as way
    from {{ ref('int_unit') }} as u
    inner join {{ ref('reporting_body') }} as b on u.bureau_code = b.bureau_code
    left join {{ ref('affiliation') }} as f on u.affiliation = f.affiliation
),

scoped as (
    select
        *,
        case
            when is_one_city then 'banner'
            when way = 'competent_department' and department is not null then 'competent_department'
            else 'banner'
        end as scope_kind,
        case when way = 'competent_department' and not is_one_city then '{{ var("region_code") }}' else bureau_code end as scope_bureau_code,
        case
            when is_one_city then bureau_code
            when way = 'competent_department'
            then '{{ var("region_code") }}-' || coalesce(left(md5(department), 8), '9')
            when way = 'own_level' then bureau_code || '-0'
            else coalesce(banner_code, bureau_code || '-9')
        end as scope_code
    from placed
)

select
    {{ all_but('s', 'banner_code') }}, s.banner_code as division_code,
    case
        when s.is_one_city then s.bureau_name
        when s.scope_kind = 'competent_department' then s.department
        when s.scope_code like '%-0' then {{ body_level_name('s.bureau_name', '本级') }}
        when s.scope_code like '%-9' then {{ body_level_name('c.bureau_name', '未归属') }}
        else d.division_name
    end as scope_name,
    c.bureau_name as scope_bureau_name,
    case
        when s.is_one_city then s.bureau_code
        when s.way = 'competent_department' or s.way = 'own_level' then s.bureau_code || '-0'
        else coalesce(s.banner_code, s.bureau_code || '-9')
    end as banner_code,
    case
        when s.is_one_city then s.bureau_name
        when s.way = 'competent_department' or s.way = 'own_level' then {{ body_level_name('s.bureau_name', '本级') }}
        else coalesce(d.division_name, {{ body_level_name('s.bureau_name', '未归属') }})
    end as banner_name
from scoped as s
left join {{ ref('division') }} as d on s.banner_code = d.division_code
left join {{ ref('reporting_body') }} as c on s.scope_bureau_code = c.bureau_code
