-- The series of a title as written in a roster or result: its own where it has one, else the one the title row names,
-- else 待定系列 (99). One row per title and series text that occur. A title that the table does not know is looked up
-- without the specialty in brackets behind it (推断).
with written as (
    select applied_title, series_text from {{ ref('stg_roster') }}
    union
    select coalesce(applied_title, passed_title), series_text from {{ ref('stg_result') }}
),

known as (
    select w.applied_title, w.series_text, coalesce(e.title, p.title) as title
    from written as w
    left join {{ ref('int_title') }} as e on w.applied_title = e.title
    left join {{ ref('int_title') }} as p on {{ without_specialty('w.applied_title') }} = p.title
)

select
    w.applied_title, coalesce(w.series_text, '') as series_text, t.level_code,
    case
        when t.series_count = 1 then t.series_code
        else coalesce(max(c.series_code), '{{ var("pending_series") }}')
    end as series_code
from known as w
inner join {{ ref('int_title') }} as t using (title)
left join {{ ref('int_series_name') }} as n on regexp_replace(w.series_text, '系列$', '') = regexp_replace(n.name, '系列$', '')
left join {{ ref('title') }} as c on {{ squeeze('c.title') }} = w.title and c.series_code = n.series_code
group by w.applied_title, w.series_text, t.level_code, t.series_count, t.series_code
