-- Data rows of the registers of approvals, 事项 by its own word. 数量或日期 is a date for 延期 and a number for 超岗 and 名额.
with matter as (
    select word, {{ items("word || coalesce('|' || aliases, '')") }} as alias from {{ ref('form_word') }} where word_kind = 'matter'
)

select
    r.submission_id, r.sheet, r.row_no, 'approval' as form_code, r.review_year, r.bureau_code, r.is_held, r.received_at,
    {{ squeeze('r.subject') }} as subject, {{ squeeze('r.matter') }} as matter_text, m.word as matter,
    {{ squeeze('r.stage') }} as stage,
    {{ squeeze('r.series') }} as series_name_raw, {{ squeeze('r.level') }} as level_name_raw,
    r.granted as granted_text,
    case when m.word in ('超岗', '名额') then {{ to_count(leading_count('r.granted')) }} end as granted_number,
    case when m.word = '延期' then {{ to_day(typed_date('granted')) }} end as granted_date,
    {{ to_day(typed_date('original_due')) }} as original_due, {{ to_day(typed_date('requested_on')) }} as requested_on,
    {{ squeeze('r.approver') }} as approver, {{ squeeze('r.approval_no') }} as approval_no,
    {{ to_day(typed_date('approved_on')) }} as approved_on
from ({{ raw_rows('approval') }}) as r
left join matter as m on {{ squeeze('r.matter') }} = m.alias
where r.row_kind = 'data'
