-- Each row with each rule on single rows that reaches it: kept, violating or unknown, and the dates or words it was judged by.
-- A row that matches several words of the catalogue is one case.
with every_case as (
    select * from {{ ref('int_result_case') }}
    union all
    select * from {{ ref('int_roster_case') }}
    union all
    select * from {{ ref('int_condition_case') }}
    union all
    select
        l.rule_id, a.review_year, a.bureau_code, a.submission_id, a.sheet, a.row_no, null,
        case
            when w.submission_id is not null or a.approved_on is null or a.original_due is null then 'unknown'
            when a.approved_on > a.original_due then 'violating'
            else 'kept'
        end,
        concat(cast(a.approved_on as varchar), '，原截止 ', cast(a.original_due as varchar))
    from {{ ref('stg_approval') }} as a
    inner join {{ ref('policy_limit') }} as l
        on l.measure_id = 'extension_asked' and l.fate = '判定' and {{ in_force('l', 'a.review_year') }}
        and l.jurisdiction_code in (a.bureau_code, '{{ var("region_code") }}')
    left join (select distinct submission_id, sheet, row_no from {{ ref('int_waiting') }}) as w using (submission_id, sheet, row_no)
    where a.matter = '延期' and a.bureau_code is not null
    union all
    -- The first green-channel roster of a body must come after the publicity of its units and of its own has ended.
    select
        l.rule_id, p.review_year, p.bureau_code, p.submission_id, p.sheet, p.row_no, p.publicity_unit,
        case when p.is_held or p.end_date is null then 'unknown' when g.received_on <= p.end_date then 'violating' else 'kept' end,
        concat(cast(p.end_date as varchar), '，收到 ', cast(g.received_on as varchar))
    from {{ ref('fct_publicity') }} as p
    inner join {{ ref('publicity_scope') }} as s on p.stage = s.stage and p.program = s.program
    inner join {{ ref('policy_limit') }} as l
        on s.rule_id = l.rule_id and l.measure_id = 'report_after_publicity' and l.fate = '判定' and {{ in_force('l', 'p.review_year') }}
    inner join (
        select review_year, bureau_code, min(cast(received_at as date)) as received_on
        from {{ ref('int_roster_row') }}
        where form_code = 'roster_a' and not is_held
        group by review_year, bureau_code
    ) as g on p.review_year = g.review_year and p.bureau_code = g.bureau_code
)

select rule_id, review_year, bureau_code, submission_id, sheet, row_no, any_value(unit_name) as unit_name, min(status) as status, min(told) as told
from every_case
where bureau_code is not null
group by rule_id, review_year, bureau_code, submission_id, sheet, row_no
