-- Senior over-post, one row a year and scope measured as a whole: banner, own level of a body, department. Other measures look
-- at the same posts and people, so that they are left out here and stand in the ledger.
select
    review_year,
    bureau_code,
    bureau_name,
    banner_code,
    banner_name,
    case scope_kind when 'competent_department' then '主管部门' else '旗县区' end as scope_kind_text,
    scope_name,
    level_group,
    established,
    occupied,
    vacant,
    applicants,
    post_bound,
    over_post,
    over_post_worst,
    over_post_ratio,
    all_applicants_ratio,
    allowed,
    remaining,
    remaining_worst,
    rows_waiting,
    units_missing,
    reference_limit,
    floor(established * reference_limit)::integer as reference_allowed,
    state
from main.mart_over_post
where measure_id = 'over_post_senior' and scope_kind <> 'unit'
