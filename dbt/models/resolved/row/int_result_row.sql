-- One row of a results file with its title, outcome and mode resolved. Without a 评审结果 column a row is a pass;
-- with one left empty it is not final yet.
with outcome as (
    select outcome_class, {{ items("outcome || coalesce('|' || aliases, '')") }} as alias from {{ ref('outcome') }}
),

apply_mode as (
    select mode, {{ items("mode || coalesce('|' || aliases, '')") }} as alias from {{ ref('apply_mode') }}
)

select
    r.*, t.level_code, t.series_code, m.mode,
    case
        when not r.has_outcome_column then 'passed'
        when r.outcome_text is null then 'not_final'
        else o.outcome_class
    end as outcome_class
from {{ ref('stg_result') }} as r
left join {{ ref('int_title_series') }} as t
    on coalesce(r.applied_title, r.passed_title) = t.applied_title and coalesce(r.series_text, '') = t.series_text
left join outcome as o on r.outcome_text = o.alias
left join apply_mode as m on r.mode_text = m.alias
