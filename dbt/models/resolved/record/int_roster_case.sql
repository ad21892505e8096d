{{ config(materialized='ephemeral') }}
-- Each application with each rule on single roster rows that reaches it, and whether it breaks it; unknown where it lacks what
-- the rule needs, or waits. Material counts up to the month of the deadline it is due for; without one up to December.
with due as (
    select submission_id, left(cast(max(due_for_it) as varchar), 7) as month
    from {{ ref('int_event_deadline') }}
    where event_kind = '申报'
    group by submission_id
),

affiliation as (
    select {{ items("affiliation || coalesce('|' || aliases, '')") }} as alias from {{ ref('affiliation') }}
),

unknown_tilt as (
    select distinct submission_id, sheet, row_no from {{ ref('int_roster_tilt') }} where not is_known
),

title_series as (
    select distinct {{ squeeze('title') }} as title, series_code from {{ ref('title') }}
),

roster as (
    select
        r.*, r.current_level_code = r.level_code and o.title is null and r.series_code != '{{ var("pending_series") }}' as is_series_change, t.submission_id is not null as is_unknown_tilt, w.submission_id is not null as is_waiting, f.alias is not null as is_affiliation,
        coalesce(d.month, concat(cast(r.review_year as varchar), '-12')) as month
    from {{ ref('int_roster_row') }} as r
    left join (select distinct submission_id, sheet, row_no from {{ ref('int_waiting') }}) as w using (submission_id, sheet, row_no)
    left join {{ ref('int_application') }} as a using (submission_id, sheet, row_no)
    left join unknown_tilt as t on r.submission_id = t.submission_id and r.sheet = t.sheet and r.row_no = t.row_no
    left join title_series as o on r.current_title = o.title and r.series_code = o.series_code
    left join due as d on r.submission_id = d.submission_id
    left join affiliation as f on r.affiliation_text = f.alias
    where w.submission_id is not null or a.submission_id is not null
),

bound as (
    select r.*, l.rule_id, l.measure_id, l.limit_numerator, g.role
    from roster as r
    inner join {{ ref('policy_limit') }} as l
        on l.fate = '判定' and {{ in_force('l', 'r.review_year') }}
        and l.jurisdiction_code in (r.bureau_code, '{{ var("region_code") }}')
    left join {{ ref('int_person_role') }} as g
        on l.measure_id = g.measure_id and r.submission_id = g.submission_id and r.sheet = g.sheet and r.row_no = g.row_no
        and g.role in ('one', 'other')
    left join {{ ref('int_person_role') }} as p
        on l.measure_id = p.measure_id and r.submission_id = p.submission_id and r.sheet = p.sheet and r.row_no = p.row_no
        and p.role = 'within'
    where l.measure_id in ('material_cutoff', 'affiliation_values') or (l.measure_id = 'roster_marking' and r.form_code = 'roster_b')
        or (l.measure_id = 'series_change' and r.is_series_change)
        or (l.measure_id in ('directed_field', 'green_committee') and p.role is not null)
)

select
    b.rule_id, b.review_year, b.bureau_code, b.submission_id, b.sheet, b.row_no, b.unit_name,
    case
        when b.is_waiting then 'unknown'
        when b.measure_id = 'material_cutoff' then case
            when b.graduation_month > b.month or b.current_title_month > b.month then 'violating'
            when b.graduation_month is null and b.current_title_month is null then 'unknown'
            else 'kept'
        end
        when b.measure_id = 'series_change' then case
            when b.post_start_month is null then 'unknown'
            when b.post_start_month > concat(cast(cast(left(b.month, 4) as integer) - b.limit_numerator as varchar), right(b.month, 3)) then 'violating'
            else 'kept'
        end
        when b.measure_id = 'affiliation_values' then case
            when b.affiliation_text is null then 'unknown' when b.is_affiliation then 'kept' else 'violating'
        end
        when b.measure_id = 'roster_marking' then case
            when not b.has_tilt_column then 'unknown' when b.is_unknown_tilt then 'violating' else 'kept'
        end
        when b.measure_id = 'green_committee' then case
            when b.committee is null or b.role is null then 'unknown'
            when {{ contains_any('b.committee', 'c.value') }} = (b.role = 'one') then 'kept'
            else 'violating'
        end
        when b.coarse != '高级' then 'violating'
        when c.value is not null then 'kept'
        when b.applied_specialty is null then 'unknown'
        else 'violating'
    end as status,
    case when b.measure_id = 'material_cutoff' then concat_ws('、', b.graduation_month, b.current_title_month)
        when b.measure_id = 'series_change' then b.post_start_month end as told
from bound as b
left join {{ ref('measure_case') }} as c
    on b.measure_id = c.measure_id and {{ in_force('c', 'b.review_year') }} and case c.kind
        when 'committee' then true
        when 'series' then b.series_code = c.value
        when 'field' then {{ contains_any("concat_ws(' ', b.applied_specialty, b.applied_title)", 'c.value') }}
        when 'unit' then {{ contains_any('b.unit_name', 'c.value') }}
        else false
    end
