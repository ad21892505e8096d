-- Deadlines by body, and apart from them the series, levels, banners or units that an approval moved further (decision 19).
-- Happened = the last of the events put to the deadline. 待核: an event after it that may have been bound by it, or a held file.
with bound_body as (
    select y.review_year, {{ all_but('d', 'review_year, bureau_code') }}, b.bureau_code, b.bureau_name, n.division_name
    from {{ ref('int_review_year') }} as y
    inner join {{ ref('deadline') }} as d on y.review_year = d.review_year
    inner join {{ ref('division') }} as n on d.jurisdiction_code = n.division_code
    inner join {{ ref('reporting_body') }} as b
        on case when d.jurisdiction_code = '{{ var("region_code") }}' then true else n.bureau_code = b.bureau_code end
),

scope as (
    select b.*, null as part, x.due_extended, x.approval_no, null as series_code, null as level_word, null as banner_part, null as unit_name
    from bound_body as b
    left join {{ ref('int_extension') }} as x
        on b.deadline_id = x.deadline_id and b.review_year = x.review_year and b.bureau_code = x.bureau_code and x.part is null
    union all
    select b.*, x.part, x.due_extended, x.approval_no, x.series_code, x.level_word, x.banner_code, x.unit_name
    from bound_body as b
    inner join {{ ref('int_extension') }} as x
        on b.deadline_id = x.deadline_id and b.review_year = x.review_year and b.bureau_code = x.bureau_code and x.part is not null
),

seen as (
    select
        deadline_id, review_year, bureau_code, part,
        max(happened) filter (where is_put_to and not is_held) as happened,
        bool_or(happened > due_for_it and (is_held and is_put_to or not is_put_to and not is_certain)) as is_doubtful,
        bool_or(is_certain) filter (where is_put_to and not is_held and happened > due_for_it) as is_surely_late
    from {{ ref('int_event_deadline') }}
    group by deadline_id, review_year, bureau_code, part
)

select
    s.review_year, s.bureau_code, s.bureau_name,
    coalesce(s.banner_part, case when s.jurisdiction_code not in (s.bureau_code, '{{ var("region_code") }}') then s.jurisdiction_code end)::varchar as banner_code,
    coalesce(g.division_name, case when s.jurisdiction_code not in (s.bureau_code, '{{ var("region_code") }}') then s.division_name end)::varchar as banner_name,
    s.series_code::varchar as series_code, r.series_name, r.series_short, s.level_word::varchar as level_group,
    s.rule_id, s.deadline_id, s.event, s.applies_to,
    s.due, s.due_extended, s.approval_no, h.happened,
    case when h.happened is not null then greatest(0, h.happened - coalesce(s.due_extended, s.due)) end::int as days_late,
    case
        when h.happened > coalesce(s.due_extended, s.due) and h.is_surely_late then s.severity
        when h.is_doubtful or h.happened > coalesce(s.due_extended, s.due) then '待核'
        when h.happened is not null then '合规'
        else '无数据'
    end as state,
    d.document_no, s.clause, s.place, s.reading, s.reading_kind, s.unit_name::varchar as unit_name,
    {{ provenance() }}
from scope as s
left join seen as h
    on s.deadline_id = h.deadline_id and s.review_year = h.review_year and s.bureau_code = h.bureau_code and coalesce(s.part, '') = coalesce(h.part, '')
inner join {{ ref('policy_document') }} as d on s.document_id = d.document_id
left join {{ ref('series') }} as r on s.series_code = r.series_code
left join {{ ref('division') }} as g on s.banner_part = g.division_code
{{ provenance_joins('s') }}
