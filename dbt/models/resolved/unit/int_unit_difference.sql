-- Rows of post tables and rosters that say of a unit what the form before them denies: the register first, then the post table,
-- then what most rows of the rosters say (contracts, section 1). expected: that form's word.
with differing as (
    select *
    from {{ ref('int_unit_fact') }}
    where attribute in ('affiliation', 'banner', 'department') and value is not null and source_rank <= 3
    qualify min(value) over (partition by review_year, bureau_code, unit_name, attribute)
        < max(value) over (partition by review_year, bureau_code, unit_name, attribute)
),

best as (
    select *
    from differing
    where value != '其他'
    qualify row_number() over (
        partition by review_year, bureau_code, unit_name, attribute order by source_rank, times desc, value
    ) = 1
),

affiliation as (
    select affiliation, {{ items("affiliation || coalesce('|' || aliases, '')") }} as alias from {{ ref('affiliation') }}
),

said as (
    select {{ finding_columns('p') }}, p.unit_name, p.affiliation_text, p.banner_text, p.department from {{ ref('stg_post') }} as p where not p.is_held
    union all
    select {{ finding_columns('r') }}, r.unit_name, r.affiliation_text, r.banner_text, null from {{ ref('stg_roster') }} as r where not r.is_held
),

compared as (
    select
        s.*, b.attribute, b.value as best_value, b.source_rank,
        case b.attribute
            when 'affiliation' then a.affiliation
            when 'banner' then n.banner_code
            else s.department
        end as value
    from said as s
    inner join best as b on s.review_year = b.review_year and s.bureau_code = b.bureau_code and s.unit_name = b.unit_name
    left join affiliation as a on s.affiliation_text = a.alias
    left join {{ ref('int_banner_name') }} as n on s.bureau_code = n.bureau_code and s.banner_text = n.banner_name
)

select
    {{ finding_columns('c') }}, c.attribute, coalesce(d.division_name, c.best_value) as expected,
    case c.source_rank when 1 then '单位登记表' when 2 then '岗位表' else '花名册多数' end as stated_in
from compared as c
left join {{ ref('division') }} as d on c.attribute = 'banner' and c.best_value = d.division_code
where c.value != c.best_value
