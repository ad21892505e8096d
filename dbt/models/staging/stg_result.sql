-- Data rows of the results handed in. Without a 评审结果 column every row is a pass and 参评 is unknown (decision 8).
with every_row as (
    {{ raw_rows('result') }}
),

sex_word as (
    select word, {{ items("word || coalesce('|' || aliases, '')") }} as alias from {{ ref('form_word') }} where word_kind = 'sex'
),

outcome_header as (
    select distinct submission_id, sheet
    from every_row
    where (row_kind = 'header' and contains({{ squeeze('row_text') }}, '评审结果')) or outcome is not null
)

select
    r.submission_id, r.sheet, r.row_no, 'result' as form_code, r.review_year, r.bureau_code, r.is_held, r.received_at,
    r.person_key, r.id_status, {{ squeeze('r.person_name') }} as person_name,
    case when {{ is_named('r.unit_name') }} then {{ squeeze('r.unit_name') }} end as unit_name, {{ squeeze('r.affiliation') }} as affiliation_text,
    coalesce(x.word, {{ squeeze('r.sex') }}) as sex, {{ to_month(typed_date('birth_month')) }} as birth_month,
    {{ squeeze('r.applied_title') }} as applied_title, {{ squeeze('r.passed_title') }} as passed_title,
    {{ squeeze('r.title_series') }} as series_text,
    {{ squeeze('r.mode') }} as mode_text, {{ squeeze('r.outcome') }} as outcome_text,
    h.submission_id is not null as has_outcome_column,
    {{ to_date(typed_date('passed_on')) }} as passed_on, {{ to_date(typed_date('filed_on')) }} as filed_date,
    {{ has_digit('r.filing_no') }} or {{ has_digit('r.filed_on') }} as is_filed,
    {{ squeeze('r.committee') }} as committee
from every_row as r
left join outcome_header as h on r.submission_id = h.submission_id and r.sheet = h.sheet
left join sex_word as x on {{ squeeze('r.sex') }} = x.alias
where r.row_kind = 'data'
