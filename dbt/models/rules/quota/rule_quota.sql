-- Quotas as judged rules: applied against the line or part of the table handed in, passed against the region's own number
-- (decision 7).
with bound as (
    {{ limit_in_force('quota_applied') }}
    union all
    {{ limit_in_force('quota_passed') }}
)

select
    q.review_year, q.bureau_code, b.bureau_name, null::varchar as banner_code, null::varchar as banner_name, l.rule_id,
    case q.row_kind when 'total' then 'region' else 'quota_line' end as scope_kind,
    q.quota_scope_code as scope_code, q.quota_scope_name as scope_name, l.level_group,
    case l.measure_id when 'quota_passed' then q.passed else q.applied end as numerator, q.quota as denominator,
    {{ rate("case l.measure_id when 'quota_passed' then q.passed else q.applied end", 'q.quota') }} as value,
    case when l.limit_form is null then l.limit_numerator else q.quota end as limit_value,
    case l.measure_id when 'quota_passed' then q.passed_worst else q.applied_worst end as worst,
    case
        when l.measure_id = 'quota_applied' then q.applied_state
        when not q.has_outcomes then '无数据'
        when q.passed > l.limit_numerator then l.severity
        when q.passed_worst <= l.limit_numerator and q.has_every_roster then '合规'
        else '待核'
    end as state
from {{ ref('int_quota_count') }} as q
inner join bound as l
    on q.review_year = l.review_year
    and l.measured_by = case q.row_kind when 'line' then 'quota_line' when 'part' then 'quota_part' else 'region' end
left join {{ ref('reporting_body') }} as b on q.bureau_code = b.bureau_code
