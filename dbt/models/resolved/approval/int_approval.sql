-- Approvals that can be relied on, each at the scopes its subject names: a banner, department or own level, a unit, a quota
-- line, or the whole body (decision 19). scope_code is null where the subject names none of them; what the region itself hands
-- in belongs to no body, and counts where only one body has such a name. They change no state.
with named as (
    select review_year, scope_bureau_code as bureau_code, scope_code, scope_name as name from {{ ref('int_unit_scope') }}
    union
    select review_year, bureau_code, unit_key, unit_name from {{ ref('int_unit') }}
    union
    select y.review_year, n.bureau_code, n.banner_code, n.banner_name
    from {{ ref('int_banner_name') }} as n
    cross join {{ ref('int_review_year') }} as y
    union
    select y.review_year, q.bureau_code, q.quota_scope_code, q.quota_scope_name
    from {{ ref('quota_line') }} as q
    inner join {{ ref('int_review_year') }} as y on {{ in_force('q', 'y.review_year') }}
    union
    select y.review_year, b.bureau_code, b.bureau_code, b.bureau_name
    from {{ ref('reporting_body') }} as b
    cross join {{ ref('int_review_year') }} as y
)

select
    a.submission_id, a.sheet, a.row_no, a.review_year, coalesce(a.bureau_code, n.bureau_code) as bureau_code, n.scope_code, a.subject, a.matter, a.stage,
    a.series_name_raw as series, a.level_name_raw as level, a.granted_number as number, a.granted_date, a.original_due, a.requested_on,
    a.approver, a.approval_no, a.approved_on
from {{ ref('stg_approval') }} as a
left join {{ ref('int_waiting') }} as w using (submission_id, sheet, row_no)
left join named as n
    on a.review_year = n.review_year and a.subject = n.name
    and (a.bureau_code = n.bureau_code or a.bureau_code is null or a.bureau_code = '{{ var("region_code") }}')
where w.check_id is null and not a.is_held
qualify a.bureau_code is not null or n.bureau_code is null
    or min(n.bureau_code) over (partition by a.submission_id, a.sheet, a.row_no)
    = max(n.bureau_code) over (partition by a.submission_id, a.sheet, a.row_no)
