-- Each countable roster row that a rule on persons or units looks at, and whether it breaks it: violating, kept, or unknown
-- where the row lacks what the rule needs (a valid ID number, the committee). case_key is what is counted once.
with base as (
    select
        r.submission_id, r.sheet, r.row_no, r.form_code, r.review_year, r.bureau_code, r.person_key, r.id_status = 'valid' as is_linkable,
        r.unit_name, r.post_level, coalesce(r.unit_key, r.bureau_code || '|' || r.unit_name) as unit_id, r.level_name, r.series_code, r.committee,
        r.applied_specialty, r.identity_text, nullif(r.current_title, '无') as current_title, r.affiliation_text, r.received_at,
        a.application_id, a.outcome_class
    from {{ ref('int_roster_row') }} as r
    left join {{ ref('int_waiting') }} as w using (submission_id, sheet, row_no)
    left join {{ ref('fct_application') }} as a using (submission_id, sheet, row_no)
    where w.check_id is null and r.bureau_code is not null
),

in_role as (
    select b.*, p.measure_id, p.role
    from base as b
    inner join {{ ref('int_person_role') }} as p using (submission_id, sheet, row_no)
),

-- The year in which a person was first passed by a policy that may be used once: what the warehouse holds, a lower bound.
first_use as (
    select measure_id, person_key, min(review_year) as first_year
    from in_role
    where role = 'use' and outcome_class = 'passed' and is_linkable
    group by measure_id, person_key
),

-- The highest level a unit has posts at, by rank (1 is the highest): at best and for certain, which differ where its table has
-- only the sum of senior posts.
level_rank as (
    select p.post_level, min(q.sort_order) as best, max(q.sort_order) as sure
    from {{ ref('post_level') }} as p
    inner join {{ ref('post_level') }} as q
        on p.coarse = q.coarse and (p.post_level = q.post_level or (p.post_level = '高级' and q.post_level != '高级'))
    where not (p.post_level = '高级' and q.post_level = '高级')
    group by p.post_level
),

unit_top as (
    select u.review_year, u.bureau_code, u.unit_name, min(v.best) as best, min(v.sure) as sure
    from {{ ref('int_unit') }} as u
    left join {{ ref('int_post') }} as p
        on u.review_year = p.review_year and u.bureau_code = p.bureau_code and u.unit_name = p.unit_name and p.established > 0
    left join level_rank as v on p.post_level = v.post_level
    where u.is_public
    group by u.review_year, u.bureau_code, u.unit_name
),

township as (
    select c.valid_from, c.valid_to, {{ items("a.affiliation || coalesce('|' || a.aliases, '')") }} as alias
    from {{ ref('affiliation') }} as a
    inner join {{ ref('measure_case') }} as c on c.measure_id = 'tilt6_city' and c.kind = 'affiliation' and a.affiliation = c.value
),

found as (
    select
        'one_committee_person' as measure_id, submission_id, sheet, row_no, person_key || '|' || level_name as case_key,
        case
            when committee is null or not is_linkable then 'unknown'
            when min(committee) over (partition by person_key, review_year, level_name)
                < max(committee) over (partition by person_key, review_year, level_name) then 'violating'
            else 'kept'
        end as status
    from base
    union all
    select
        'one_committee_unit', b.submission_id, b.sheet, b.row_no,
        b.unit_id || '|' || b.series_code || '|' || coalesce(b.applied_specialty, '') || '|' || b.level_name,
        case
            when b.committee is null or b.applied_specialty is null then 'unknown'
            when min(b.committee) over (partition by b.unit_id, b.review_year, b.series_code, b.applied_specialty, b.level_name)
                < max(b.committee) over (partition by b.unit_id, b.review_year, b.series_code, b.applied_specialty, b.level_name) then 'violating'
            else 'kept'
        end
    from base as b
    left join in_role as x
        on x.measure_id = 'one_committee_unit' and b.submission_id = x.submission_id and b.sheet = x.sheet and b.row_no = x.row_no
    where x.role is null
    union all
    select
        measure_id, submission_id, sheet, row_no, person_key,
        case
            when not is_linkable then 'unknown'
            when min(role) over (partition by measure_id, person_key, review_year)
                < max(role) over (partition by measure_id, person_key, review_year) then 'violating'
            else 'kept'
        end
    from in_role
    where role in ('one', 'other')
    union all
    select
        i.measure_id, i.submission_id, i.sheet, i.row_no, i.person_key,
        case when not i.is_linkable then 'unknown' when f.first_year < i.review_year then 'violating' else 'kept' end
    from in_role as i
    left join first_use as f on i.measure_id = f.measure_id and i.person_key = f.person_key
    where i.measure_id in ('green_once', 'epidemic_once') and i.role = 'use'
    union all
    select
        i.measure_id, i.submission_id, i.sheet, i.row_no, i.person_key,
        case
            when not i.is_linkable then 'unknown'
            when x.role is null and max(case when i.outcome_class = 'failed' then 1 else 0 end) over (
                partition by i.person_key, i.review_year order by i.received_at, i.submission_id, i.sheet, i.row_no
                rows between unbounded preceding and 1 preceding
            ) = 1 then 'violating'
            else 'kept'
        end
    from in_role as i
    left join in_role as x
        on x.measure_id = 'green_again' and x.role = 'left_out'
        and i.submission_id = x.submission_id and i.sheet = x.sheet and i.row_no = x.row_no
    where i.measure_id = 'green_again' and i.role = 'use' and i.application_id is not null
    union all
    select
        'not_eligible', b.submission_id, b.sheet, b.row_no, b.person_key,
        case when b.identity_text is null then 'unknown' when x.role is not null then 'violating' else 'kept' end
    from base as b
    left join in_role as x
        on x.measure_id = 'not_eligible' and b.submission_id = x.submission_id and b.sheet = x.sheet and b.row_no = x.row_no
    union all
    select
        'across_units', b.submission_id, b.sheet, b.row_no, b.person_key,
        case
            when not b.is_linkable then 'unknown'
            when min(b.unit_id) over (partition by b.person_key, b.review_year)
                < max(b.unit_id) over (partition by b.person_key, b.review_year) then 'violating'
            else 'kept'
        end
    from base as b
    left join in_role as x
        on x.measure_id = 'across_units' and b.submission_id = x.submission_id and b.sheet = x.sheet and b.row_no = x.row_no
    where x.role is null
    union all
    select
        measure_id, submission_id, sheet, row_no, person_key, case when current_title is not null then 'violating' else 'kept' end
    from in_role
    where measure_id = 'first_title'
    union all
    select
        i.measure_id, i.submission_id, i.sheet, i.row_no, i.person_key,
        case when i.affiliation_text is null then 'unknown' when t.alias is not null then 'violating' else 'kept' end
    from in_role as i
    left join township as t on i.affiliation_text = t.alias and {{ in_force('t', 'i.review_year') }}
    where i.measure_id = 'tilt6_city'
    union all
    select
        i.measure_id, i.submission_id, i.sheet, i.row_no, i.person_key,
        case when t.best is null then 'unknown' when v.best < t.best then 'violating' when v.best < t.sure then 'unknown' else 'kept' end
    from in_role as i
    inner join unit_top as t using (review_year, bureau_code, unit_name)
    inner join level_rank as v on i.post_level = v.post_level
    where i.measure_id = 'top_post_level'
)

select f.*, l.rule_id, b.form_code, b.review_year, b.bureau_code, b.unit_name, b.person_key
from found as f
inner join base as b using (submission_id, sheet, row_no)
inner join {{ ref('policy_limit') }} as l
    on f.measure_id = l.measure_id and l.fate = '判定' and {{ in_force('l', 'b.review_year') }}
    and l.jurisdiction_code in (b.bureau_code, '{{ var("region_code") }}')
