-- Approved extensions of deadlines (decision 19), each with whom it moves: the whole body, or the series, level, banner or
-- unit it names. Without approval number or later day nothing moves; one for a committee moves the series it names.
with approved as (
    select a.*, coalesce(a.bureau_code, b.bureau_code) as body_code, b.bureau_code is not null as is_body
    from {{ ref('stg_approval') }} as a
    left join {{ ref('reporting_body') }} as b on a.subject in ({{ squeeze('b.bureau_name') }}, {{ squeeze('b.bureau_short') }})
    where a.matter = '延期' and not a.is_held and a.approval_no is not null and a.approver is not null and a.granted_date is not null
),

moved as (
    select
        d.deadline_id, a.review_year, a.body_code as bureau_code, n.series_code, a.level_name_raw as level_word, w.levels,
        case when a.subject is not null and not a.is_body then g.banner_code end as banner_code,
        case when not a.is_body and g.banner_code is null then u.unit_name end as unit_name,
        a.is_body or a.subject is null or g.banner_code is not null or u.unit_name is not null as is_known_subject,
        a.series_name_raw is not null and n.series_code is null or a.level_name_raw is not null and w.levels is null as is_unknown_part,
        a.granted_date as due_extended, a.approval_no, a.received_at
    from approved as a
    inner join {{ ref('deadline') }} as d
        on a.review_year = d.review_year and a.granted_date > d.due and coalesce(a.original_due, d.due) = d.due
        and (d.bureau_code is null or d.bureau_code = a.body_code)
        and {{ contains_any('coalesce(a.stage, d.event)', 'd.event_words') }}
    left join {{ ref('int_series_name') }} as n on a.series_name_raw = n.name
    left join (
        select level_word, {{ text_list('level_name', '|', 'level_name') }} as levels from {{ ref('level_word') }} group by level_word
    ) as w on a.level_name_raw = w.level_word
    left join {{ ref('int_banner_name') }} as g on a.body_code = g.bureau_code and a.subject = g.banner_name
    left join {{ ref('int_unit_name') }} as u
        on a.review_year = u.review_year and a.body_code = u.bureau_code and a.subject = u.unit_name
)

select
    deadline_id, review_year, bureau_code, series_code, level_word, levels, banner_code, unit_name, due_extended, approval_no,
    nullif(concat_ws('·', series_code, level_word, coalesce(banner_code, unit_name)), '') as part
from moved
where bureau_code is not null and not is_unknown_part and (is_known_subject or series_code is not null)
qualify row_number() over (
    partition by deadline_id, review_year, bureau_code, part order by due_extended desc, received_at desc, approval_no
) = 1
