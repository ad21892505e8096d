-- Senior over-post by measuring scope: Σ excess over the scope's units ÷ Σ established senior posts of its public
-- institutions that have a post table and are not 涉改 (decisions 1–5, 13, 17).
with senior as (
    select p.*, u.scope_code
    from {{ ref('fct_post') }} as p
    inner join {{ ref('int_unit_scope') }} as u using (review_year, bureau_code, unit_name)
    where p.coarse = '高级'
),

unit_scope as (
    select
        u.review_year, u.scope_code, min(u.scope_kind) as scope_kind, min(u.scope_name) as scope_name,
        min(u.scope_bureau_code) as bureau_code, min(u.scope_bureau_name) as bureau_name,
        bool_or(u.has_post_table and u.is_public and not u.is_reform) and bool_or(r.bureau_code is not null)
            and u.scope_code not like '%-9' as is_known,
        count(*) filter (where u.is_measured and u.is_public and not u.is_reform and not u.has_post_table) as units_missing
    from {{ ref('int_unit_scope') }} as u
    left join {{ ref('int_body_roster') }} as r on u.review_year = r.review_year and u.bureau_code = r.bureau_code
    group by u.review_year, u.scope_code
),

summed as (
    select
        review_year, scope_code, sum(applicants) as applicants,
        sum(established) filter (where is_public and not is_reform) as established,
        sum(occupied) filter (where is_public and not is_reform) as occupied,
        sum(vacant) filter (where is_public and not is_reform) as vacant,
        sum(bound) filter (where is_public and not is_reform and has_post_table) as post_bound,
        sum(excess - excess_teacher) filter (where is_public and not is_reform) as over_post,
        sum(bound) filter (where is_public and not is_reform and not has_post_table) as bound_without_table
    from senior
    group by review_year, scope_code
),

waiting as (
    select review_year, scope_code, count(*) as rows_waiting
    from {{ ref('int_waiting_scope') }}
    where could_be_senior
    group by review_year, scope_code
),

figures as (
    select
        s.*, coalesce(f.applicants, 0) as applicants, coalesce(f.established, 0) as established, coalesce(f.occupied, 0) as occupied,
        coalesce(f.vacant, 0) as vacant, coalesce(f.post_bound, 0) as post_bound, coalesce(f.over_post, 0) as over_post,
        coalesce(f.over_post, 0) + coalesce(f.bound_without_table, 0) + coalesce(w.rows_waiting, 0) as over_post_worst,
        coalesce(w.rows_waiting, 0) as rows_waiting,
        l.rule_id, l.measure_id, l.severity, l.document_no, l.clause, l.place, l.reading, l.reading_kind, l.level_group,
        l.limit_numerator is not null as limit_known, l.limit_numerator, l.limit_denominator,
        {{ rate('l.reference_numerator', 'l.reference_denominator') }} as reference_limit, l.reference_document,
        {{ share_floor('coalesce(f.established, 0)', 'l.limit_numerator', 'l.limit_denominator') }} as allowed
    from unit_scope as s
    left join summed as f using (review_year, scope_code)
    left join waiting as w using (review_year, scope_code)
    inner join ({{ limit_in_force('over_post_senior') }}) as l
        on s.review_year = l.review_year and l.jurisdiction_code = '{{ var("region_code") }}'
)

select
    *, true as is_judged, {{ over_post_state('limit_known') }} as state,
    case when scope_kind = 'banner' then scope_code end as banner_code, case when scope_kind = 'banner' then scope_name end as banner_name,
    case when is_known then over_post end as numerator, case when is_known then established end as denominator,
    case when is_known then {{ rate('over_post', 'established') }} end as value,
    case when is_known then allowed end as limit_value, case when is_known then over_post_worst end as worst
from figures
