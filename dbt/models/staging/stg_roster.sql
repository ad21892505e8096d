-- Data rows of both rosters in one shape. A row without a tilt column in its file is told from one left empty.
with both_forms as (
    select *, 'roster_b' as form_code, null as green_item from ({{ raw_rows('roster_b') }})
    union all by name
    select *, 'roster_a' as form_code from ({{ raw_rows('roster_a') }})
),

tilt_header as (
    select distinct submission_id, sheet
    from both_forms
    where (row_kind = 'header' and contains({{ squeeze('row_text') }}, '倾斜')) or tilt is not null
)

select
    r.submission_id, r.sheet, r.row_no, r.form_code, r.review_year, r.bureau_code, r.is_held, r.received_at,
    r.person_key, r.id_status, r.id_number,
    case when {{ is_named('r.person_name') }} then r.person_name end as person_name, case when {{ is_named('r.unit_name') }} then {{ squeeze('r.unit_name') }} end as unit_name,
    {{ squeeze('r.affiliation') }} as affiliation_text,
    {{ squeeze('r.banner') }} as banner_text,
    {{ squeeze('r.sex') }} as sex,
    {{ squeeze('r.ethnic_group') }} as ethnic_group,
    {{ squeeze('r.education') }} as education,
    r.birth_month as birth_text, {{ to_month(typed_date('birth_month')) }} as birth_month,
    {{ without_date('r.current_title') }} as current_title, {{ to_month('r.current_title') }} as current_title_month,
    {{ has_impossible_date('r.current_title') }} as current_title_impossible,
    {{ to_month('r.graduation') }} as graduation_month, {{ has_impossible_date('r.graduation') }} as graduation_impossible,
    {{ to_count(leading_years('r.banner_work_years')) }} as banner_years, {{ to_count(leading_years('r.township_work_years')) }} as township_years,
    {{ squeeze('r.applied_title') }} as applied_title,
    {{ squeeze('coalesce(r.series, r.title_series)') }} as series_text,
    {{ squeeze('r.title_level') }} as level_text,
    {{ squeeze_list('r.tilt') }} as tilt_text, h.submission_id is not null as has_tilt_column,
    {{ squeeze('r.channel') }} as channel_text, {{ squeeze('r.mode') }} as mode_text,
    {{ squeeze('r.employment') }} as employment_text, {{ squeeze('r.green_item') }} as green_item_text,
    {{ to_month('r.post_start') }} as post_start_month,
    {{ squeeze('r.committee') }} as committee, {{ squeeze('r.applied_specialty') }} as applied_specialty,
    {{ squeeze('r.identity') }} as identity_text, {{ squeeze('r.is_leader') }} as leader_text, {{ squeeze('r.remark') }} as remark
from both_forms as r
left join tilt_header as h on r.submission_id = h.submission_id and r.sheet = h.sheet
where r.row_kind = 'data'
