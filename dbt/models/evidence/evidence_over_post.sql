-- The roster rows behind each over-post figure, by scope and by unit. Among the rows of one person at one unit and level only
-- the first counts, so that the rows counted are the persons bound; a teacher's row goes first, as fct_post counts teachers.
with figure as (
    select
        s.review_year, s.bureau_code, s.rule_id, s.scope_kind, s.scope_code, s.level_group, s.measured_by, s.covers_parts,
        'scope' as way
    from {{ ref('rule_over_post_scope') }} as s
    union all
    select f.review_year, f.bureau_code, f.rule_id, f.scope_kind, f.scope_code, f.level_group, null, false, l.measure_id
    from {{ ref('rule_over_post_unit') }} as f
    inner join {{ ref('policy_limit') }} as l on f.rule_id = l.rule_id
),

placed as (
    select
        f.*, e.submission_id, e.sheet, e.row_no, e.unit_name, e.person_key, e.post_level, e.treatment, e.set_aside, e.set_aside_value,
        e.is_post_bound, e.exempt_kind, e.exempt_value, e.bureau_code as unit_bureau, u.has_post_table, u.is_public, u.is_reform
    from {{ ref('int_evidence_row') }} as e
    inner join {{ ref('int_unit_measure') }} as u using (review_year, bureau_code, unit_name)
    inner join figure as f
        on e.review_year = f.review_year and u.measured_by = f.measured_by and u.scope_code = f.scope_code
        and (e.post_level = f.level_group or (f.covers_parts and e.coarse = f.level_group))
    where coalesce(e.set_aside, '') not in ('waiting', 'held')
    union all
    select
        f.*, e.submission_id, e.sheet, e.row_no, e.unit_name, e.person_key, e.post_level, e.treatment, e.set_aside, e.set_aside_value,
        e.is_post_bound, e.exempt_kind, e.exempt_value, e.bureau_code, u.has_post_table, u.is_public, u.is_reform
    from {{ ref('int_evidence_row') }} as e
    inner join {{ ref('int_unit') }} as u using (review_year, bureau_code, unit_name)
    inner join figure as f
        on e.review_year = f.review_year and f.way != 'scope' and u.unit_key = f.scope_code and e.post_level = f.level_group
    where coalesce(e.set_aside, '') not in ('waiting', 'held')
),

judged as (
    select
        *,
        case
            when set_aside is not null then set_aside
            when not is_public and exempt_kind is null then 'not_public'
            when exempt_kind is not null then 'exempt_' || exempt_kind
            when treatment = 'excluded' then 'other_rule_teacher'
            when way = 'teacher_over_post' and treatment != 'judged_apart' then 'other_series'
            when way = 'scope' and is_reform then 'reform'
            when not has_post_table then 'no_table'
            when way = 'scope' and treatment = 'judged_apart' then 'counted_teacher'
            else 'counted'
        end as found
    from placed
),

once as (
    select
        *,
        row_number() over (
            partition by rule_id, review_year, scope_code, level_group, unit_bureau, unit_name, post_level, person_key,
                found in ('counted', 'counted_teacher', 'no_table')
            order by found = 'counted_teacher' desc, submission_id, sheet, row_no
        ) as turn
    from judged
),

waiting as (
    select s.review_year, s.bureau_code, s.rule_id, s.scope_kind, s.scope_code, s.level_group, w.submission_id, w.sheet, w.row_no, w.unit_name
    from {{ ref('rule_over_post_scope') }} as s
    inner join {{ ref('int_waiting_scope') }} as w
        on s.review_year = w.review_year and s.measured_by = w.measured_by and s.scope_code = w.scope_code
        and w.could_be_measured and not w.is_exempt
        and (
            w.post_level is null or w.post_level = s.level_group or (s.covers_parts and w.coarse = s.level_group)
            or (s.level_group = '高级' and w.coarse = '高级' and w.unit_name is null)
        )
    union all
    select f.review_year, f.bureau_code, f.rule_id, f.scope_kind, f.scope_code, f.level_group, w.submission_id, w.sheet, w.row_no, w.unit_name
    from {{ ref('rule_over_post_unit') }} as f
    inner join {{ ref('int_unit') }} as u on f.review_year = u.review_year and f.scope_code = u.unit_key
    inner join {{ ref('int_waiting_row') }} as w
        on f.review_year = w.review_year and not w.is_exempt
        and ((w.unit_name = f.unit_name and w.bureau_code = u.bureau_code) or (w.unit_name is null and w.bureau_code = f.bureau_code))
        and (w.post_level is null or w.post_level = f.post_level or (f.post_level = '高级' and w.coarse = '高级'))
        and (f.rule_series is null or w.series_code is null or w.series_code = f.rule_series)
)

select
    o.review_year, o.bureau_code, o.rule_id, o.scope_kind, o.scope_code, o.level_group, o.submission_id, o.sheet, o.row_no, o.unit_name,
    o.post_level, case when o.turn > 1 and o.found in ('counted', 'counted_teacher', 'no_table') then 'same_person' else o.found end as reason_id,
    coalesce(o.exempt_value, o.set_aside_value) as reason_value, null::int as case_no,
    p.established as unit_established, p.occupied as unit_occupied, p.vacant as unit_vacant
from once as o
left join {{ ref('int_post') }} as p
    on o.review_year = p.review_year and o.unit_bureau = p.bureau_code and o.unit_name = p.unit_name and o.post_level = p.post_level
union all
select
    w.review_year, w.bureau_code, w.rule_id, w.scope_kind, w.scope_code, w.level_group, w.submission_id, w.sheet, w.row_no, w.unit_name,
    e.post_level, e.set_aside, e.set_aside_value, null, null, null, null
from waiting as w
inner join {{ ref('int_evidence_row') }} as e using (submission_id, sheet, row_no)
