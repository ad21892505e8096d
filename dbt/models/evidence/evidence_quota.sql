-- The roster rows behind the counts of 正高级 teachers: quotas by line, part and total, and a city's own limits on those
-- passed and on heads. A person is one row counted in a line, whichever of that person's rows comes first.
with teacher as (
    select
        e.*, coalesce(e.set_aside in ('waiting', 'held'), false) as waits, x.value is not null as is_exempt
    from {{ ref('int_evidence_row') }} as e
    left join {{ ref('measure_scope') }} as s
        on s.measure_id = 'quota_applied' and s.treatment = 'counted' and e.series_code = s.series_code and e.level_name = s.level_name
    left join {{ ref('exemption') }} as x
        on x.exempts_measure = 'quota_applied' and x.kind = 'program' and x.value = e.program
        and x.jurisdiction_code in (e.bureau_code, '{{ var("region_code") }}') and {{ in_force('x', 'e.review_year') }}
    where s.series_code is not null or (e.level_name is null and x.value is null)
),

placed as (
    select q.review_year, q.bureau_code, q.rule_id, q.scope_kind, q.scope_code, q.level_group, i.measure_id, t.person_key || '|' || m.line_code as person_key,
        {{ all_but('t', 'review_year, bureau_code, person_key') }}
    from teacher as t
    inner join {{ ref('int_quota_leaf') }} as f on t.review_year = f.review_year and t.bureau_code = f.bureau_code and t.unit_name = f.unit_name
    inner join {{ ref('int_quota_member') }} as m on f.leaf_code = m.leaf_code
    inner join {{ ref('rule_quota') }} as q on t.review_year = q.review_year and m.quota_scope_code = q.scope_code
    inner join {{ ref('policy_limit') }} as i on q.rule_id = i.rule_id
    where not t.waits
    union all
    select q.review_year, q.bureau_code, q.rule_id, q.scope_kind, q.scope_code, q.level_group, i.measure_id, t.person_key, {{ all_but('t', 'review_year, bureau_code, person_key') }}
    from teacher as t
    inner join {{ ref('int_quota_waiting') }} as w using (submission_id, sheet, row_no)
    inner join {{ ref('rule_quota') }} as q on w.review_year = q.review_year and w.quota_scope_code = q.scope_code
    inner join {{ ref('policy_limit') }} as i on q.rule_id = i.rule_id
    where t.waits
    union all
    select r.review_year, r.bureau_code, r.rule_id, r.scope_kind, r.scope_code, r.level_group, i.measure_id, t.person_key, {{ all_but('t', 'review_year, bureau_code, person_key') }}
    from teacher as t
    inner join {{ ref('int_unit_measure') }} as u using (review_year, bureau_code, unit_name)
    inner join {{ ref('rule_teacher_leader') }} as r
        on u.review_year = r.review_year and u.scope_kind = r.scope_kind and u.scope_code = r.scope_code
        and (r.measured_by = u.measured_by or (u.measured_by = 'body' and contains(r.measured_by, 'body')))
    inner join {{ ref('policy_limit') }} as i on r.rule_id = i.rule_id
    where not t.waits
    union all
    select distinct r.review_year, r.bureau_code, r.rule_id, r.scope_kind, r.scope_code, r.level_group, i.measure_id, t.person_key, {{ all_but('t', 'review_year, bureau_code, person_key') }}
    from teacher as t
    inner join {{ ref('int_waiting_scope') }} as w using (submission_id, sheet, row_no)
    inner join {{ ref('rule_teacher_leader') }} as r
        on w.review_year = r.review_year and w.scope_code = r.scope_code
        and (r.measured_by = w.measured_by or (w.measured_by = 'body' and contains(r.measured_by, 'body')))
    inner join {{ ref('policy_limit') }} as i on r.rule_id = i.rule_id
    where t.waits
),

-- What is true of a person in a scope, from all of that person's rows that count there.
person as (
    select
        rule_id, review_year, scope_kind, scope_code, person_key,
        bool_or(coalesce(outcome_class = 'passed', false)) as is_passed, bool_or(is_leader) as is_leader,
        bool_or(coalesce(outcome_class, '') not in ('failed', 'cancelled')) as could_pass
    from placed
    where set_aside is null and not is_exempt
    group by rule_id, review_year, scope_kind, scope_code, person_key
),

judged as (
    select
        p.*,
        case
            when p.set_aside is not null then p.set_aside
            when p.is_exempt then 'quota_exempt'
            when row_number() over (
                partition by p.rule_id, p.review_year, p.scope_kind, p.scope_code, p.person_key, p.set_aside is null and not p.is_exempt
                order by p.submission_id, p.sheet, p.row_no
            ) > 1 then 'same_person'
            when p.measure_id = 'quota_applied' then 'quota_counted'
            when p.measure_id = 'teacher_leader_city' and not n.is_leader then 'not_leader'
            when p.measure_id in ('quota_passed', 'teacher_senior_city', 'teacher_leader_city') and not n.is_passed
            then case when n.could_pass then 'not_final' else 'not_passed' end
            when p.measure_id in ('quota_passed', 'teacher_senior_city') then 'passed_counted'
            when n.is_leader then 'leader_counted'
            when n.is_leader is null then 'leader_unsaid'
            else 'not_leader'
        end as reason_id
    from placed as p
    left join person as n
        on p.rule_id = n.rule_id and p.review_year = n.review_year and p.scope_kind = n.scope_kind and p.scope_code = n.scope_code
        and p.person_key = n.person_key
)

select
    review_year, bureau_code, rule_id, scope_kind, scope_code, level_group, submission_id, sheet, row_no, unit_name, post_level, reason_id,
    case when reason_id = 'quota_exempt' then program else set_aside_value end as reason_value, null::int as case_no,
    null::int as unit_established, null::int as unit_occupied, null::int as unit_vacant
from judged
