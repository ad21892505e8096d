-- The units behind the senior figures of a scope. Shown only: they are no judgement of their own. A scope without a figure, as
-- one of units whose banner is unknown, is in no total above; nor are its units in a sum here.
with scopes as (
    select distinct
        review_year,
        bureau_code,
        scope_code,
        scope_name,
        established is not null as has_figure
    from main.mart_over_post
    where measure_id = 'over_post_senior' and scope_kind <> 'unit'
)

select
    unit.review_year,
    unit.bureau_code,
    unit.bureau_name,
    unit.banner_code,
    unit.banner_name,
    scopes.scope_name as parent_name,
    unit.scope_name,
    unit.level_group,
    unit.established,
    unit.occupied,
    unit.vacant,
    unit.applicants,
    unit.post_bound,
    unit.over_post,
    case when unit.units_missing > 0 then '○ 无岗位表' else '● 有' end as table_text,
    case when scopes.has_figure then '● 计入' else '□ 范围不能判定' end as counted_text
from main.mart_over_post as unit
left join scopes
    on unit.review_year = scopes.review_year
    and unit.bureau_code = scopes.bureau_code
    and unit.parent_scope_code = scopes.scope_code
where unit.measure_id = 'over_post_senior' and unit.scope_kind = 'unit' and not unit.is_judged
