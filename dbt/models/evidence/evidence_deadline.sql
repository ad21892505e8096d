-- The files behind the rules on dates, by body: one row a file, for it came on one day.
select
    f.review_year, f.bureau_code, f.rule_id, r.scope_kind, r.scope_code, r.level_group, f.submission_id, null::varchar as sheet,
    null::int as row_no, null::varchar as unit_name, null::varchar as post_level, f.status as reason_id,
    concat(cast(f.happened as varchar), '，截止 ', cast(f.due_for_it as varchar)) as reason_value, null::int as case_no,
    null::int as unit_established, null::int as unit_occupied, null::int as unit_vacant
from ({{ deadline_files() }}) as f
inner join {{ ref('rule_deadline') }} as r
    on f.rule_id = r.rule_id and f.review_year = r.review_year and f.bureau_code = r.bureau_code
