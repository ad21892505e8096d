-- Tilt policies of each roster row, one row per policy: by its code, or by words that are a label or alias of one. A program
-- written there (定向评价) is kept as program; what is neither, or a code the year does not know, is kept and marked.
with policy_word as (
    select tilt_code, {{ bare_words('tilt_label') }} as alias from {{ ref('tilt_code') }}
    union
    select tilt_code, {{ bare_words('tilt_short') }} from {{ ref('tilt_code') }}
    union
    select word, {{ items('aliases') }} from {{ ref('form_word') }} where word_kind = 'tilt'
),

no_policy as (
    select {{ items("word || coalesce('|' || aliases, '')") }} as alias from {{ ref('form_word') }} where word_kind = 'no_tilt'
),

program as (
    select program, {{ items("program || coalesce('|' || aliases, '')") }} as alias from {{ ref('program') }}
),

segment as (
    select
        submission_id, sheet, row_no, review_year, bureau_code, unit_name, is_held, {{ split_text('tilt_text', '[;|]') }} as words
    from {{ ref('stg_roster') }}
    where tilt_text is not null and tilt_text not in (select alias from no_policy)
),

-- Labels hold 、 themselves: what is a label as a whole is not taken apart.
piece as (
    select s.* from segment as s where {{ bare_words('s.words') }} in (select alias from policy_word)
    union all
    select {{ all_but('s', 'words') }}, {{ split_text(without_brackets('s.words'), '[,、/+&.:]') }} as words
    from segment as s
    where {{ bare_words('s.words') }} not in (select alias from policy_word)
),

resolved as (
    select
        p.*, g.program,
        coalesce(nullif(ltrim(regexp_extract(p.words, '^(?:第|代码|政策)?([0-9]+)[类项条]?$', 1), '0'), ''), w.tilt_code) as code
    from piece as p
    left join policy_word as w on {{ bare_words('p.words') }} = w.alias
    left join program as g on p.words = g.alias
    where p.words != '' and p.words not in (select alias from no_policy)
)

select distinct
    r.submission_id, r.sheet, r.row_no, r.review_year, r.bureau_code, r.unit_name, r.is_held, r.program,
    r.code as tilt_code,
    t.tilt_code is not null or (r.code is null and r.program is not null) as is_known,
    t.implies_mode, coalesce(t.enterprise_only = 'Y', false) as enterprise_only
from resolved as r
left join {{ ref('tilt_code') }} as t on r.code = t.tilt_code and {{ in_force('t', 'r.review_year') }}
