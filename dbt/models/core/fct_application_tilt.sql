-- One row per application and tilt code; 未标注 where the roster has no tilt column; a program without code by its name.
select
    a.application_id, a.review_year, a.bureau_code, a.person_key, t.tilt_code, k.tilt_label, k.tilt_short, true as is_policy
from {{ ref('fct_application') }} as a
inner join {{ ref('int_roster_tilt') }} as t using (submission_id, sheet, row_no)
inner join {{ ref('tilt_code') }} as k on t.tilt_code = k.tilt_code and {{ in_force('k', 'a.review_year') }}
union all
select application_id, review_year, bureau_code, person_key, program, program, program, true
from {{ ref('fct_application') }}
where program in (select program from {{ ref('program') }} where is_tilt = 'Y')
union all
select application_id, review_year, bureau_code, person_key, '未标注', '未标注', '未标注', false
from {{ ref('fct_application') }}
where not has_tilt_column and program not in (select program from {{ ref('program') }} where is_tilt = 'Y')
