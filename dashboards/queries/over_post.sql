-- One row a rule, year, level group and scope that is judged as a whole: banner, own level of a body, department.
select
    review_year,
    bureau_code,
    bureau_name,
    scope_name,
    level_group,
    established,
    vacant,
    post_bound,
    over_post,
    over_post_worst,
    over_post_ratio,
    allowed,
    remaining,
    remaining_worst,
    rows_waiting,
    units_missing,
    reference_limit,
    state
from main.mart_over_post
where scope_kind <> 'unit'
