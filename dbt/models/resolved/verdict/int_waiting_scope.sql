-- Waiting roster rows by the scope they may belong to: the unit's scope, or every scope of the body when the unit is unknown
-- (decision 17). could_be_senior: the level is senior or unknown, and no exemption is certain.
with waiting as (
    select distinct submission_id, sheet, row_no from {{ ref('int_waiting') }}
),

row_scope as (
    select
        r.review_year, r.bureau_code, r.submission_id, r.sheet, r.row_no, r.coarse, r.post_level, r.series_code,
        u.unit_name, e.exemption_id is not null as is_exempt, u.scope_code, u.is_public, u.is_reform
    from {{ ref('int_roster_row') }} as r
    inner join waiting as w using (submission_id, sheet, row_no)
    left join {{ ref('int_exemption') }} as e using (submission_id, sheet, row_no)
    left join {{ ref('int_unit_scope') }} as u
        on not r.is_held and r.review_year = u.review_year and r.bureau_code = u.bureau_code and r.unit_name = u.unit_name
),

body_scope as (
    select distinct review_year, scope_bureau_code as bureau_code, scope_code from {{ ref('int_unit_scope') }}
)

select
    r.review_year, s.scope_code, r.submission_id, r.sheet, r.row_no, r.unit_name, r.post_level, r.series_code, r.is_exempt,
    coalesce(r.coarse, '高级') = '高级' and not r.is_exempt and coalesce(r.is_public and not r.is_reform, true) as could_be_senior
from row_scope as r
inner join body_scope as s
    on r.review_year = s.review_year
    and (r.scope_code = s.scope_code or (r.scope_code is null and r.bureau_code = s.bureau_code))
