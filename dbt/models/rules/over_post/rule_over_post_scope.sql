-- Over-post by measuring scope and level group: Σ excess over the scope's units ÷ Σ established posts of the group's levels in
-- its public institutions that have a post table and are not 涉改 (decisions 1–5, 13, 17). One row per limit that binds the
-- scope's body, so a Baotou senior stands under the region's limit and under the city's.
with bound as (
    {{ limit_by_body(['over_post_senior', 'over_post_each_level', 'over_post_mid_junior', 'over_post_consult']) }}
),

-- The post levels that a limit's level groups hold; without a group, every one. 高级 holds its parts; where a limit names the parts, a unit that gives
-- only their sum is reckoned by the sum (decision 13).
limit_level as (
    select distinct
        l.review_year, l.bureau_code, l.rule_id, p.post_level,
        case when i.post_level = i.coarse then i.coarse else p.post_level end as level_group, i.post_level = i.coarse as covers_parts
    from (select *, {{ items("coalesce(level_group, '')") }} as item from bound) as l
    inner join {{ ref('post_level') }} as i on l.item = i.post_level or (l.item = '' and i.post_level != '高级')
    inner join {{ ref('post_level') }} as p on i.coarse = p.coarse and (p.post_level = p.coarse or i.post_level in (p.post_level, p.coarse))
),

unit_scope as (
    select
        u.review_year, u.measured_by, u.scope_code, min(u.scope_kind) as scope_kind, min(u.scope_name) as scope_name,
        min(u.scope_bureau_code) as bureau_code, min(u.scope_bureau_name) as bureau_name,
        bool_or(u.has_post_table and u.is_public and not u.is_reform) and bool_or(r.bureau_code is not null)
            and u.scope_code not like '%-9' as is_known,
        count(*) filter (where u.is_measured and u.is_public and not u.is_reform and not u.has_post_table) as units_missing
    from {{ ref('int_unit_measure') }} as u
    left join {{ ref('int_body_roster') }} as r on u.review_year = r.review_year and u.bureau_code = r.bureau_code
    group by u.review_year, u.measured_by, u.scope_code
),

level_sum as (
    select
        u.review_year, u.measured_by, u.scope_code, p.post_level, sum(p.applicants) as applicants,
        sum(p.established) filter (where p.is_public and not p.is_reform) as established,
        sum(p.occupied) filter (where p.is_public and not p.is_reform) as occupied,
        sum(p.vacant) filter (where p.is_public and not p.is_reform) as vacant,
        sum(p.bound) filter (where p.is_public and not p.is_reform and p.has_post_table) as post_bound,
        sum(p.excess - p.excess_teacher) filter (where p.is_public and not p.is_reform) as over_post,
        sum(p.bound) filter (where p.is_public and not p.is_reform and not p.has_post_table) as bound_without_table
    from {{ ref('fct_post') }} as p
    inner join {{ ref('int_unit_measure') }} as u using (review_year, bureau_code, unit_name)
    group by u.review_year, u.measured_by, u.scope_code, p.post_level
),

scope_level as (
    select
        s.review_year, s.measured_by, s.scope_code, l.rule_id, v.level_group, v.covers_parts,
        coalesce(sum(f.applicants), 0) as applicants, coalesce(sum(f.established), 0) as established,
        coalesce(sum(f.occupied), 0) as occupied, coalesce(sum(f.vacant), 0) as vacant, coalesce(sum(f.post_bound), 0) as post_bound,
        coalesce(sum(f.over_post), 0) as over_post, coalesce(sum(f.bound_without_table), 0) as bound_without_table
    from unit_scope as s
    inner join bound as l
        on s.review_year = l.review_year and s.bureau_code = l.bureau_code and s.measured_by = l.measured_by
    inner join limit_level as v on l.review_year = v.review_year and l.bureau_code = v.bureau_code and l.rule_id = v.rule_id
    left join level_sum as f
        on s.review_year = f.review_year and s.measured_by = f.measured_by and s.scope_code = f.scope_code and v.post_level = f.post_level
    group by s.review_year, s.measured_by, s.scope_code, l.rule_id, v.level_group, v.covers_parts
    -- Decision 13: the sum of senior posts has a row of its own only where some unit gives nothing else.
    having v.covers_parts or v.level_group != '高级' or count(f.post_level) > 0
),

waiting as (
    select s.review_year, s.measured_by, s.scope_code, s.rule_id, s.level_group, count(*) as rows_waiting
    from scope_level as s
    inner join {{ ref('int_waiting_scope') }} as w
        on s.review_year = w.review_year and s.measured_by = w.measured_by and s.scope_code = w.scope_code
        and w.could_be_measured and not w.is_exempt
        and (
            w.post_level is null or w.post_level = s.level_group or (s.covers_parts and w.coarse = s.level_group)
            or (s.level_group = '高级' and w.coarse = '高级' and w.unit_name is null)
        )
    group by s.review_year, s.measured_by, s.scope_code, s.rule_id, s.level_group
),

figures as (
    select
        s.*, {{ all_but('v', 'review_year, measured_by, scope_code') }},
        v.over_post + v.bound_without_table + coalesce(w.rows_waiting, 0) as over_post_worst, coalesce(w.rows_waiting, 0) as rows_waiting,
        l.severity, l.limit_known, l.reference_limit, l.reference_document,
        {{ share_floor('v.established', 'l.limit_numerator', 'l.limit_denominator') }} as allowed
    from scope_level as v
    inner join unit_scope as s using (review_year, measured_by, scope_code)
    left join waiting as w using (review_year, measured_by, scope_code, rule_id, level_group)
    inner join bound as l
        on v.review_year = l.review_year and s.bureau_code = l.bureau_code and v.rule_id = l.rule_id
)

select
    *, true as is_judged, {{ over_post_state('limit_known') }} as state,
    case when scope_kind = 'banner' then scope_code end as banner_code, case when scope_kind = 'banner' then scope_name end as banner_name,
    case when is_known then over_post end as numerator, case when is_known then established end as denominator,
    case when is_known then {{ rate('over_post', 'established') }} end as value,
    case when is_known then allowed end as limit_value, case when is_known then over_post_worst end as worst
from figures
