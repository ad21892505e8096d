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
),

sex_word as (
    select word, {{ items("word || coalesce('|' || aliases, '')") }} as alias from {{ ref('form_word') }} where word_kind = 'sex'
),

-- Each text with a date in it is read once, not once a row.
dated as (
    select
        text, {{ to_month('text') }} as month, {{ to_month(last_date('text')) }} as last_month, {{ has_impossible_date('text') }} as is_impossible, {{ without_date('text') }} as undated
    from (
        select current_title as text from both_forms where row_kind = 'data'
        union
        select graduation from both_forms where row_kind = 'data'
    ) as written
)

select
    r.submission_id, r.sheet, r.row_no, r.form_code, r.review_year, r.bureau_code, r.is_held, r.received_at,
    r.person_key, r.id_status, regexp_replace(r.id_number, '[^0-9A-Za-z]', '', 'g') as id_number,
    case when {{ is_named('r.person_name') }} then r.person_name end as person_name, case when {{ is_named('r.unit_name') }} then {{ squeeze('r.unit_name') }} end as unit_name,
    {{ squeeze('r.affiliation') }} as affiliation_text,
    {{ squeeze('r.banner') }} as banner_text,
    coalesce(x.word, {{ squeeze('r.sex') }}) as sex,
    {{ squeeze('r.ethnic_group') }} as ethnic_group,
    {{ squeeze('r.education') }} as education,
    r.birth_month as birth_text, {{ to_month(typed_date('birth_month')) }} as birth_month,
    t.undated as current_title, t.month as current_title_month, coalesce(t.is_impossible, false) as current_title_impossible,
    g.last_month as graduation_month, coalesce(g.is_impossible, false) as graduation_impossible,
    {{ to_count(leading_years('r.banner_work_years')) }} as banner_years, {{ to_count(leading_years('r.township_work_years')) }} as township_years,
    {{ to_count("regexp_replace(r.service_months, '个?月$', '')") }} as service_months, {{ squeeze('r.continuing_education') }} as continuing_text,
    {{ squeeze('r.skill_level') }} as skill_text, {{ to_month('r.skill_date') }} as skill_month,
    {{ squeeze('r.applied_title') }} as applied_title,
    {{ squeeze('coalesce(r.series, r.title_series)') }} as series_text,
    case when r.series is not null then {{ squeeze('r.title_series') }} end as title_series_text,
    {{ squeeze('r.title_level') }} as level_text,
    {{ squeeze_list('r.tilt') }} as tilt_text, h.submission_id is not null as has_tilt_column,
    {{ squeeze('r.channel') }} as channel_text, {{ squeeze('r.mode') }} as mode_text,
    {{ squeeze('r.employment') }} as employment_text, {{ squeeze('r.green_item') }} as green_item_text,
    {{ to_month('r.post_start') }} as post_start_month,
    {{ squeeze('r.committee') }} as committee, {{ squeeze('r.applied_specialty') }} as applied_specialty,
    {{ squeeze('r.identity') }} as identity_text, {{ squeeze('r.is_leader') }} as leader_text, {{ squeeze('r.remark') }} as remark
from both_forms as r
left join tilt_header as h on r.submission_id = h.submission_id and r.sheet = h.sheet
left join sex_word as x on {{ squeeze('r.sex') }} = x.alias
left join dated as t on r.current_title = t.text
left join dated as g on r.graduation = g.text
where r.row_kind = 'data'
