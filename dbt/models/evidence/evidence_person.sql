-- The rows behind the rules on persons, units' files and publicity, by body. Rows that keep a rule on persons are not listed:
-- they are most of the roster; nor is a body for which the rule has
-- no data. case_no joins the rows of one case; the first of them counts.
with cases as (
    select
        c.review_year, c.bureau_code, c.rule_id, c.submission_id, c.sheet, c.row_no, c.unit_name, c.status,
        dense_rank() over (partition by c.rule_id, c.review_year, c.bureau_code, c.status order by c.case_key) as case_no,
        row_number() over (
            partition by c.rule_id, c.review_year, c.bureau_code, c.status, c.case_key order by c.submission_id, c.sheet, c.row_no
        ) as turn
    from {{ ref('int_person_case') }} as c
    inner join {{ ref('rule_person') }} as r
        on c.rule_id = r.rule_id and c.review_year = r.review_year and c.bureau_code = r.bureau_code and r.state != '无数据'
    where c.status != 'kept'
),

found as (
    select
        review_year, bureau_code, rule_id, submission_id, sheet, row_no, unit_name,
        case when status = 'unknown' then 'unknown' when turn = 1 then 'violating' else 'same_case' end as reason_id,
        null as reason_value, case when status = 'violating' then case_no end as case_no
    from cases
    union all
    select r.review_year, r.bureau_code, r.rule_id, e.submission_id, e.sheet, e.row_no, e.unit_name, e.set_aside, e.set_aside_value, null
    from {{ ref('rule_person') }} as r
    inner join {{ ref('int_evidence_row') }} as e
        on r.review_year = e.review_year and r.bureau_code = e.bureau_code and e.set_aside in ('waiting', 'held')
    where r.state != '无数据'
    union all
    select
        p.review_year, p.bureau_code, p.rule_id, p.submission_id, p.sheet, p.row_no, f.publicity_unit,
        case when p.is_held or p.is_short is null then 'unknown' when p.is_short then 'violating' else 'kept' end, null, null
    from {{ ref('int_publicity_rule') }} as p
    inner join {{ ref('fct_publicity') }} as f using (submission_id, sheet, row_no)
    where p.fate = '判定'
)

select
    f.review_year, f.bureau_code, f.rule_id, 'body' as scope_kind, f.bureau_code as scope_code, l.level_group, f.submission_id, f.sheet, f.row_no,
    f.unit_name, null::varchar as post_level, f.reason_id, f.reason_value, f.case_no::int as case_no,
    null::int as unit_established, null::int as unit_occupied, null::int as unit_vacant
from found as f
inner join {{ ref('policy_limit') }} as l on f.rule_id = l.rule_id
