-- Waiting roster rows by the scope they may belong to, under each way of measuring: the unit's scope, or every scope of the
-- body when the unit is unknown (decision 17).
with body_scope as (
    select distinct review_year, scope_bureau_code as bureau_code, measured_by, scope_code from {{ ref('int_unit_measure') }}
)

select w.*, m.measured_by, m.scope_code
from {{ ref('int_waiting_row') }} as w
inner join {{ ref('int_unit_measure') }} as m using (review_year, bureau_code, unit_name)
union all
select w.*, s.measured_by, s.scope_code
from {{ ref('int_waiting_row') }} as w
inner join body_scope as s on w.review_year = s.review_year and w.bureau_code = s.bureau_code
where w.unit_name is null
