-- Each event with the deadlines that bind it, and the day each is due for it: the deadline's own, or the approved extension's.
-- What is not known of a row (its level, its unit's 单位所属) is taken in its favour; 不适用 needs to be known. Many files hold
-- what deadlines cannot tell apart: that is judged once, and every event finds it by equal keys.
{% set told_apart = ['event_kind', 'review_year', 'bureau_code', 'unit_name', 'affiliation', 'banner_code', 'level_name', 'series_code',
    'program', 'words', 'happened'] %}
with occasion as (
    select distinct {{ told_apart | join(', ') }} from {{ ref('int_event') }}
),

scoped as (
    select e.*, d.deadline_id, d.jurisdiction_code, d.due, s.treatment
    from occasion as e
    inner join {{ ref('deadline') }} as d
        on e.review_year = d.review_year and e.event_kind = d.happened_by
        and d.jurisdiction_code in (e.bureau_code, '{{ var("region_code") }}')
    inner join (
        select deadline_id, treatment, affiliations, levels, series_codes, words, programs from {{ ref('deadline_scope') }}
        union all
        select deadline_id, '适用', null, null, null, null, null from {{ ref('deadline') }}
        where deadline_id not in (select deadline_id from {{ ref('deadline_scope') }})
    ) as s
        on d.deadline_id = s.deadline_id
        and {% for list, value in [('affiliations', 'affiliation'), ('levels', 'level_name'), ('series_codes', 'series_code'), ('programs', 'program')] -%}
            (s.{{ list }} is null or coalesce({{ is_listed('s.' ~ list, 'e.' ~ value) }}, s.treatment != '不适用'))
            and {% endfor -%}
        (s.words is null or coalesce({{ contains_any('e.words', 's.words') }}, false))
),

bound as (
    select {{ told_apart | join(', ') }}, deadline_id, jurisdiction_code, due, bool_or(treatment = '适用') as is_certain
    from scoped
    group by all
    having not bool_or(treatment = '不适用')
),

extended as (
    select b.*, x.part, coalesce(x.due_extended, b.due) as due_for_it
    from bound as b
    left join {{ ref('int_extension') }} as x
        on b.deadline_id = x.deadline_id and b.review_year = x.review_year and b.bureau_code = x.bureau_code
        and coalesce(x.series_code, b.series_code, '') = coalesce(b.series_code, '')
        and coalesce(x.banner_code, b.banner_code, '') = coalesce(b.banner_code, '')
        and coalesce(x.unit_name, b.unit_name, '') = coalesce(b.unit_name, '')
        and coalesce({{ is_listed('x.levels', 'b.level_name') }}, x.levels is null)
    qualify row_number() over (
        partition by {% for name in told_apart %}b.{{ name }}, {% endfor %}b.deadline_id
        order by x.due_extended desc nulls last, x.part
    ) = 1
),

-- The deadline an event is put to: the first it kept, else the last of them.
put_to as (
    select
        *,
        row_number() over (
            partition by {{ told_apart | join(', ') }}, jurisdiction_code
            order by
                happened > due_for_it,
                case when happened > due_for_it then date '1970-01-01' - due_for_it else due_for_it - date '1970-01-01' end, deadline_id
        ) = 1 as is_put_to
    from extended
)

select e.submission_id, e.is_held, p.*
from {{ ref('int_event') }} as e
inner join put_to as p
    on {% for name in told_apart %}e.{{ name }} is not distinct from p.{{ name }}{{ ' and ' if not loop.last }}{% endfor %}
