-- Waiting rows that could count against a quota: the title is unknown or one the quota is for. With an unknown unit a row
-- could count in every line of its body (decision 17).
with scope as (
    select series_code, level_name from {{ ref('measure_scope') }} where measure_id = 'quota_applied' and treatment = 'counted'
),

waiting as (
    select r.review_year, r.bureau_code, r.submission_id, r.sheet, r.row_no, l.leaf_code
    from {{ ref('int_roster_row') }} as r
    inner join (select distinct submission_id, sheet, row_no from {{ ref('int_waiting') }}) as w using (submission_id, sheet, row_no)
    left join scope as s on r.series_code = s.series_code and r.level_name = s.level_name
    left join {{ ref('int_quota_leaf') }} as l
        on not r.is_held and r.review_year = l.review_year and r.bureau_code = l.bureau_code and r.unit_name = l.unit_name
    where not {{ program_exempt('r', 'quota_applied') }} and (r.level_code is null or s.series_code is not null)
)

select w.review_year, m.quota_scope_code, w.submission_id, w.sheet, w.row_no
from waiting as w
inner join {{ ref('quota_line') }} as q
    on w.leaf_code = q.quota_scope_code or (w.leaf_code is null and w.bureau_code = q.bureau_code)
inner join {{ ref('int_quota_member') }} as m on q.quota_scope_code = m.leaf_code
group by all
