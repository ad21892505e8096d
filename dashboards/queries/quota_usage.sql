-- One row a year and line of the quota table; its parts are set under their line, the total last.
select
    review_year,
    bureau_code,
    bureau_name,
    quota_scope_code,
    series_code,
    series_short,
    level_code,
    level_name,
    case row_kind
        when 'part' then '　其中：' || quota_scope_name
        else quota_scope_name
    end as line_name,
    row_kind,
    quota,
    applied,
    applied_worst,
    applied_green,
    passed,
    filed,
    applied_rate,
    passed_rate,
    remaining,
    remaining_worst,
    applied_state,
    passed_state
from main.mart_quota_usage
