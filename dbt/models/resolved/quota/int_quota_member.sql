-- Which scopes each smallest scope of the quota table (a part, or a line without parts) is counted in: itself, its line, the
-- total; and its line, in which a person counts once.
with leaf as (
    select quota_scope_code, row_kind, parent_code, case row_kind when 'part' then parent_code else quota_scope_code end as line_code
    from {{ ref('quota_line') }}
    where row_kind != 'total' and quota_scope_code not in (select parent_code from {{ ref('quota_line') }} where row_kind = 'part')
)

select quota_scope_code as leaf_code, quota_scope_code, line_code from leaf
union
select quota_scope_code, parent_code, line_code from leaf
union
select l.quota_scope_code, p.parent_code, l.line_code
from leaf as l
inner join {{ ref('quota_line') }} as p on l.parent_code = p.quota_scope_code and p.row_kind = 'line'
