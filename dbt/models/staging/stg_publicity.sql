-- Data rows of the publicity registers, 公示环节 by its own word; dates that cannot be read become null and are found by a check.
with stage as (
    select word, {{ items("word || coalesce('|' || aliases, '')") }} as alias from {{ ref('form_word') }} where word_kind = 'stage'
)

select
    r.submission_id, r.sheet, r.row_no, 'publicity' as form_code, r.review_year, r.bureau_code, r.is_held, r.received_at,
    {{ squeeze('r.publicity_unit') }} as publicity_unit, {{ squeeze('r.subject_unit') }} as subject_unit,
    {{ squeeze('r.stage') }} as stage_text, s.word as stage, {{ squeeze('r.channel') }} as channel,
    {{ squeeze('r.series') }} as series_name_raw, {{ squeeze('r.level') }} as level_name_raw,
    r.start_date as start_text, {{ to_day(typed_date('start_date')) }} as start_date,
    r.end_date as end_text, {{ to_day(typed_date('end_date')) }} as end_date,
    r.url
from ({{ raw_rows('publicity') }}) as r
left join stage as s on {{ squeeze('r.stage') }} = s.alias
where r.row_kind = 'data'
