-- Senior over-post, one row a year and scope measured as a whole: banner, own level of a body, department. Other measures look
-- at the same posts and people, so that they are left out here and stand in the ledger.
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
where measure_id = 'over_post_senior' and scope_kind <> 'unit'
