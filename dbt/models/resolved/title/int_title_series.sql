-- The series of a title as written in a roster or result: its own where it has one, else the one the title row names,
-- else 待定系列 (99). One row per title and series text that occur.
with written as (
    select applied_title, series_text from {{ ref('stg_roster') }}
    union
    select coalesce(applied_title, passed_title), series_text from {{ ref('stg_result') }}
)

select
    w.applied_title, coalesce(w.series_text, '') as series_text, t.level_code,
    case
        when t.series_count = 1 then t.series_code
        else coalesce(max(c.series_code), '{{ var("pending_series") }}')
    end as series_code
from written as w
inner join {{ ref('int_title') }} as t on w.applied_title = t.title
left join {{ ref('int_series_name') }} as n on regexp_replace(w.series_text, '系列$', '') = regexp_replace(n.name, '系列$', '')
left join {{ ref('title') }} as c on {{ squeeze('c.title') }} = w.applied_title and c.series_code = n.series_code
group by w.applied_title, w.series_text, t.level_code, t.series_count, t.series_code
