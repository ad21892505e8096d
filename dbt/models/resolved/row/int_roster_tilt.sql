-- Tilt codes of each roster row, one row per code; a code the year does not know is kept and marked.
with written as (
    select
        submission_id, sheet, row_no, review_year, bureau_code, unit_name,
        {{ numbers('tilt_text') }} as number_text
    from {{ ref('stg_roster') }}
    where tilt_text is not null
)

select distinct
    w.submission_id, w.sheet, w.row_no, w.review_year, w.bureau_code, w.unit_name,
    ltrim(w.number_text, '0') as tilt_code,
    t.tilt_code is not null as is_known,
    t.implies_mode, coalesce(t.enterprise_only = 'Y', false) as enterprise_only
from written as w
left join {{ ref('tilt_code') }} as t
    on ltrim(w.number_text, '0') = t.tilt_code and {{ in_force('t', 'w.review_year') }}
