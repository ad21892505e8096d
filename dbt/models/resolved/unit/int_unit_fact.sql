-- What each form says of a unit, one row per attribute and value. Rank: register, then post table, then rosters.
with affiliation as (
    select affiliation, {{ items("affiliation || coalesce('|' || aliases, '')") }} as alias from {{ ref('affiliation') }}
),

kind as (
    select unit_kind, {{ items("unit_kind || coalesce('|' || aliases, '')") }} as alias from {{ ref('unit_kind') }}
),

said as (
    select review_year, bureau_code, unit_name, 1 as source_rank, 'unit_kind' as attribute, unit_kind_text as text from {{ ref('stg_unit') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, 1, 'affiliation', affiliation_text from {{ ref('stg_unit') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, 1, 'banner', banner_text from {{ ref('stg_unit') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, 1, 'department', department from {{ ref('stg_unit') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, 2, 'affiliation', affiliation_text from {{ ref('stg_post') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, 2, 'banner', banner_text from {{ ref('stg_post') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, 2, 'department', department from {{ ref('stg_post') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, 3, 'affiliation', affiliation_text from {{ ref('stg_roster') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, 3, 'banner', banner_text from {{ ref('stg_roster') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, 4, 'affiliation', affiliation_text from {{ ref('stg_result') }} where not is_held
)

select
    s.review_year, s.bureau_code, s.unit_name, s.source_rank, s.attribute,
    case s.attribute
        when 'affiliation' then coalesce(a.affiliation, '其他')
        when 'unit_kind' then k.unit_kind
        when 'banner' then b.banner_code
        else s.text
    end as value,
    count(*) as times
from said as s
left join affiliation as a on s.attribute = 'affiliation' and s.text = a.alias
left join kind as k on s.attribute = 'unit_kind' and s.text = k.alias
left join {{ ref('int_banner_name') }} as b
    on s.attribute = 'banner' and s.bureau_code = b.bureau_code and s.text = b.banner_name
where s.text is not null and s.unit_name is not null
group by 1, 2, 3, 4, 5, 6
