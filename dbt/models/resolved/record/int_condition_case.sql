{{ config(materialized='ephemeral') }}
-- Each application that uses a policy with conditions (measure_condition), and whether it meets them: its education, skill or item
-- must reach the level it applies for, and the years be full: in a township, or since the skill by the month of the deadline.
-- Years of another kind, education that is waived for service in the countryside, stand beside them.
with due as (
    select submission_id, max(due_for_it) as due from {{ ref('int_event_deadline') }} where event_kind = '申报' group by submission_id
),

skill as (
    select word, {{ items("word || coalesce('|' || aliases, '')") }} as alias from {{ ref('form_word') }} where word_kind = 'skill'
),

roster as (
    select
        r.*, w.submission_id is not null as is_waiting, s.word as skill,
        case
            when right(r.skill_month, 2) <= right(left(cast(coalesce(d.due, make_date(r.review_year, 12, 31)) as varchar), 7), 2) then 0 else -1
        end + year(coalesce(d.due, make_date(r.review_year, 12, 31))) - cast(left(r.skill_month, 4) as integer) as skill_years
    from {{ ref('int_roster_row') }} as r
    left join (select distinct submission_id, sheet, row_no from {{ ref('int_waiting') }}) as w using (submission_id, sheet, row_no)
    left join {{ ref('int_application') }} as a using (submission_id, sheet, row_no)
    left join due as d on r.submission_id = d.submission_id
    left join skill as s on r.skill_text = s.alias
    where w.submission_id is not null or a.submission_id is not null
),

bound as (
    select
        r.*, l.rule_id, l.measure_id, l.limit_numerator,
        case l.measure_id when 'skill_direct' then r.skill when 'green_level' then {{ first_number('r.green_item_text') }} else r.education_read end as held,
        case when l.measure_id = 'skill_direct' then r.skill_years else r.township_years end as years
    from roster as r
    inner join {{ ref('policy_limit') }} as l
        on l.fate = '展示' and {{ in_force('l', 'r.review_year') }} and coalesce(l.series_code = r.series_code, true)
        and l.jurisdiction_code in (r.bureau_code, '{{ var("region_code") }}')
    left join {{ ref('int_person_role') }} as p
        on l.measure_id = p.measure_id and r.submission_id = p.submission_id and r.sheet = p.sheet and r.row_no = p.row_no
    where (l.measure_id in ('skill_direct', 'basic_recognition', 'township_mid', 'green_level') and p.role = 'within')
        or (l.measure_id = 'education_waived_service' and p.role is null and left(r.continuing_text, 1) = '免')
)

select
    b.rule_id, b.review_year, b.bureau_code, b.submission_id, b.sheet, b.row_no, b.unit_name,
    case
        when b.is_waiting then 'unknown'
        when b.measure_id = 'education_waived_service' then case
            when b.service_months is null then 'unknown' when b.service_months < b.limit_numerator then 'violating' else 'kept'
        end
        when b.held is null or b.level_name is null then 'unknown'
        when c.condition_id is null then 'violating'
        when coalesce(c.min_years, 0) = 0 then 'kept'
        when b.years is null then 'unknown'
        when b.years < c.min_years then 'violating'
        else 'kept'
    end as status,
    cast(null as varchar) as told
from bound as b
left join {{ ref('measure_condition') }} as c
    on b.measure_id = c.measure_id and b.held = c.value and b.level_name = c.level_name and {{ in_force('c', 'b.review_year') }}
