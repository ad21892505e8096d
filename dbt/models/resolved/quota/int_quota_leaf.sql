-- The smallest quota scope of a unit: a school's own line or part beats everything (decision 15), else the body's line, and
-- for 自治区直属 the part for its other units.
with general as (
    select bureau_code, quota_scope_code
    from {{ ref('quota_line') }}
    where unit_names is null and quota_scope_code in (select leaf_code from {{ ref('int_quota_member') }})
)

select u.review_year, u.bureau_code, u.unit_name, coalesce(u.own_quota_line, g.quota_scope_code) as leaf_code
from {{ ref('int_unit') }} as u
left join general as g on u.bureau_code = g.bureau_code
