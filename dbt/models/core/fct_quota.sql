-- The quota of each line and part in a year, from the tables in force. Two tables that differ give null (待核).
with line as (
    select review_year, quota_scope_code, count(distinct quota) as quotas, min(quota) as quota
    from {{ ref('int_quota_row') }}
    where row_kind = 'data' and not is_held and quota is not null and quota_scope_code is not null
    group by review_year, quota_scope_code
),

printed_part as (
    select review_year, part_scope_code as quota_scope_code, count(distinct part_quota) as quotas, min(part_quota) as quota
    from {{ ref('int_quota_row') }}
    where part_scope_code is not null and not is_held
    group by review_year, part_scope_code
),

remainder as (
    select l.review_year, r.quota_scope_code, max(l.quotas) as quotas, max(l.quota) - sum(p.quota) as quota
    from {{ ref('quota_line') }} as r
    inner join line as l on r.parent_code = l.quota_scope_code
    inner join {{ ref('quota_line') }} as o on r.parent_code = o.parent_code and o.is_remainder = 'N'
    inner join printed_part as p on o.quota_scope_code = p.quota_scope_code and l.review_year = p.review_year
    where r.is_remainder = 'Y'
    group by l.review_year, r.quota_scope_code
)

select review_year, quota_scope_code, case when quotas = 1 then quota end::int as quota, quotas > 1 as is_conflicting
from (select * from line union all select * from printed_part union all select * from remainder)
