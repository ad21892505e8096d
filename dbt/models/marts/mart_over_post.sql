-- Over-post by rule and measuring scope, with the units behind each scope as rows that are never judged nor added up. Rules look
-- at the same posts: whoever adds up takes one measure and one rule of it.
with scope_rows as (
    select
        review_year, bureau_code, bureau_name,
        case when scope_kind = 'banner' then scope_code end as banner_code,
        case when scope_kind = 'banner' then scope_name end as banner_name,
        rule_id, scope_kind, scope_code, scope_name, bureau_code as parent_scope_code, is_judged, level_group,
        case when is_known then established end as established, case when is_known then occupied end as occupied,
        case when is_known then vacant end as vacant, applicants, post_bound, case when is_known then over_post end as over_post,
        case when is_known then over_post_worst end as over_post_worst,
        case when limit_known and is_known then allowed end as allowed, rows_waiting, units_missing, state, reference_limit, reference_document
    from {{ ref('rule_over_post_scope') }}
),

unit_rows as (
    select
        p.review_year, u.scope_bureau_code, u.scope_bureau_name, u.banner_code, u.banner_name,
        s.rule_id, 'unit', u.unit_key, u.unit_name, u.scope_code, false, s.level_group,
        case when bool_and(u.has_post_table) then sum(p.established) end, case when bool_and(u.has_post_table) then sum(p.occupied) end,
        case when bool_and(u.has_post_table) then sum(p.vacant) end, sum(p.applicants), sum(p.bound),
        sum(p.excess - p.excess_teacher), sum(coalesce(p.excess - p.excess_teacher, p.bound)),
        null, 0, case when bool_and(u.has_post_table) then 0 else 1 end, '仅展示', any_value(s.reference_limit), any_value(s.reference_document)
    from {{ ref('fct_post') }} as p
    inner join {{ ref('int_unit_measure') }} as u using (review_year, bureau_code, unit_name)
    inner join {{ ref('rule_over_post_scope') }} as s
        on u.review_year = s.review_year and u.measured_by = s.measured_by and u.scope_code = s.scope_code
        and (p.post_level = s.level_group or (s.covers_parts and p.coarse = s.level_group))
    where u.is_public and not u.is_reform
    group by all
),

unit_rule_rows as (
    select
        review_year, bureau_code, bureau_name, banner_code, banner_name,
        rule_id, scope_kind, scope_code, scope_name, parent_scope_code, true, level_group,
        case when has_post_table then established end, case when has_post_table then occupied end,
        case when has_post_table then vacant end, applicants, post_bound, over_post, over_post_worst,
        allowed, rows_waiting, units_missing, state, reference_limit, reference_document
    from {{ ref('rule_over_post_unit') }}
),

every_row as (
    select * from scope_rows
    union all
    select * from unit_rows
    union all
    select * from unit_rule_rows
)

select
    r.review_year, r.bureau_code, r.bureau_name, r.banner_code, r.banner_name,
    r.rule_id, l.measure_id, m.measure_name as measure, r.scope_kind, r.scope_code, r.scope_name, r.parent_scope_code, r.is_judged, r.level_group,
    r.established::int as established, r.occupied::int as occupied, r.vacant::int as vacant, r.applicants::int as applicants,
    r.post_bound::int as post_bound, r.over_post::int as over_post, r.over_post_worst::int as over_post_worst,
    {{ rate('r.over_post', 'r.established') }} as over_post_ratio,
    {{ rate('r.post_bound', 'r.established') }} as all_applicants_ratio,
    r.allowed::int as allowed, (r.allowed - r.over_post)::int as remaining, (r.allowed - r.over_post_worst)::int as remaining_worst,
    r.rows_waiting::int as rows_waiting, r.units_missing::int as units_missing, r.state,
    r.reference_limit::double as reference_limit, r.reference_document::varchar as reference_document,
    {{ provenance() }}
from every_row as r
inner join {{ ref('policy_limit') }} as l on r.rule_id = l.rule_id
inner join {{ ref('measure') }} as m on l.measure_id = m.measure_id
{{ provenance_joins('r') }}
