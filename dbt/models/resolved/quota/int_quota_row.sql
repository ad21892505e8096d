-- Rows of the quota tables with the line each one means: names are compared without spaces.
with line_name as (
    select quota_scope_code, row_kind, valid_from, valid_to, {{ squeeze('quota_scope_name') }} as name from {{ ref('quota_line') }}
    union
    select quota_scope_code, row_kind, valid_from, valid_to, {{ items('unit_names') }}
    from {{ ref('quota_line') }}
    where unit_names is not null and row_kind = 'line'
    union
    select l.quota_scope_code, l.row_kind, l.valid_from, l.valid_to, {{ items("b.bureau_short || coalesce('|' || b.folder_aliases, '')") }}
    from {{ ref('quota_line') }} as l
    inner join {{ ref('reporting_body') }} as b on l.quota_scope_code = b.bureau_code
)

select q.*, n.quota_scope_code, p.quota_scope_code as part_scope_code
from {{ ref('stg_quota') }} as q
left join line_name as n
    on q.quota_unit = n.name and n.row_kind = 'line' and q.row_kind = 'data' and {{ in_force('n', 'q.review_year') }}
left join line_name as p
    on q.part_name = p.name and p.row_kind = 'part' and {{ in_force('p', 'q.review_year') }}
