-- Quota usage by line, part and total (decision 7).
select
    q.review_year, q.bureau_code, b.bureau_name,
    s.series_code, s.series_name, s.series_short, v.level_code, v.level_name,
    q.quota_scope_code, q.quota_scope_name, q.row_kind, q.quota, q.applied, q.applied_worst, q.applied_green, q.passed, q.filed,
    {{ rate('q.applied', 'q.quota') }} as applied_rate,
    {{ rate('q.passed', 'q.quota') }} as passed_rate,
    q.applied_state, q.passed_state,
    q.quota - q.applied as remaining,
    q.quota - q.applied_worst as remaining_worst,
    {{ provenance() }}
from {{ ref('int_quota_count') }} as q
inner join {{ ref('measure_scope') }} as m on m.measure_id = 'quota_applied' and m.treatment = 'counted'
inner join {{ ref('series') }} as s on m.series_code = s.series_code
inner join {{ ref('title_level') }} as v on m.level_name = v.level_name
left join {{ ref('reporting_body') }} as b on q.bureau_code = b.bureau_code
{{ provenance_joins('q') }}
