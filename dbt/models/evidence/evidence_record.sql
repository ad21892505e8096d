-- The rows behind the rules on single rows, by body. Rows that keep a rule are not listed, nor a body for which it has no data.
select
    c.review_year, c.bureau_code, c.rule_id, r.scope_kind, r.scope_code, r.level_group, c.submission_id, c.sheet, c.row_no,
    c.unit_name, null::varchar as post_level,
    case when c.status = 'violating' and c.told is not null then 'violating_dates' else c.status end as reason_id, c.told as reason_value, null::int as case_no,
    null::int as unit_established, null::int as unit_occupied, null::int as unit_vacant
from {{ ref('int_record_case') }} as c
inner join {{ ref('rule_record') }} as r
    on c.rule_id = r.rule_id and c.review_year = r.review_year and c.bureau_code = r.bureau_code and r.state != '无数据'
where c.status != 'kept'
