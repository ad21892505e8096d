{{ config(materialized='ephemeral') }}
-- Each pass of the results with each rule on single results that reaches it, and whether it breaks it; unknown where it lacks
-- what the rule needs, or waits. Series of exams with interviews (考评结合) of a body whose own notice says 原则上 stand under
-- that rule alone.
with result as (
    select
        r.*, l.level_name, l.coarse, w.submission_id is not null as is_waiting, x.series_code is not null as is_exam,
        a.application_id is null as is_unmatched, g.role is not null as is_basic
    from {{ ref('int_result_row') }} as r
    left join (select distinct submission_id, sheet, row_no from {{ ref('int_waiting') }}) as w using (submission_id, sheet, row_no)
    left join {{ ref('fct_outcome') }} as o using (submission_id, sheet, row_no)
    left join {{ ref('fct_application') }} as a on o.application_id = a.application_id
    left join {{ ref('int_person_role') }} as g
        on g.measure_id = 'recognition_committee' and a.submission_id = g.submission_id and a.sheet = g.sheet and a.row_no = g.row_no
        and g.role = 'use'
    left join {{ ref('title_level') }} as l on r.level_code = l.level_code
    left join {{ ref('measure_scope') }} as x
        on x.measure_id = 'same_year_exam' and r.series_code = x.series_code and l.level_name = x.level_name
        and {{ in_force('x', 'r.review_year') }}
    where (w.submission_id is not null or o.submission_id is not null) and coalesce(r.outcome_class, 'passed') = 'passed'
),

bound as (
    select r.*, l.rule_id, l.measure_id, l.limit_numerator, c.value as words
    from result as r
    inner join {{ ref('policy_limit') }} as l
        on l.fate = '判定' and {{ in_force('l', 'r.review_year') }}
        and l.jurisdiction_code in (r.bureau_code, '{{ var("region_code") }}')
        and coalesce(l.series_code, r.series_code, '') = coalesce(r.series_code, l.series_code, '')
        and (l.level_group is null or coalesce(l.level_group in (r.coarse, r.level_name), true))
    left join {{ ref('measure_case') }} as c
        on l.measure_id = c.measure_id and c.kind = 'committee' and {{ in_force('c', 'r.review_year') }}
    left join {{ ref('measure_case') }} as m
        on l.measure_id = m.measure_id and m.kind = 'mode' and r.mode = m.value and {{ in_force('m', 'r.review_year') }}
    where coalesce(m.role, '') != 'left_out' and (
        l.measure_id in ('same_year', 'filing_month', 'filing_month_mid', 'dissolved_committee')
        or (l.measure_id = 'same_year_exam' and r.is_exam)
        or (l.measure_id = 'recognition_committee' and m.role = 'within' and (r.is_basic or r.is_unmatched))
    )
    qualify l.measure_id != 'same_year'
        or not bool_or(l.measure_id = 'same_year_exam') over (partition by r.submission_id, r.sheet, r.row_no)
)

select
    rule_id, review_year, bureau_code, submission_id, sheet, row_no, unit_name,
    case
        when is_waiting then 'unknown'
        when measure_id in ('same_year', 'same_year_exam') then case
            when passed_on is null then 'unknown' when year(passed_on) != review_year then 'violating' else 'kept'
        end
        when measure_id like 'filing_month%' then case
            when passed_on is null or filed_date is null then 'unknown'
            when filed_date > {{ plus_months('passed_on', 'limit_numerator') }} then 'violating'
            else 'kept'
        end
        when committee is null or (measure_id = 'recognition_committee' and is_unmatched) then 'unknown'
        when {{ contains_any('committee', 'words') }} = (measure_id = 'dissolved_committee') then 'violating'
        else 'kept'
    end as status,
    case when measure_id like 'filing_month%' then concat(cast(passed_on as varchar), '，备案 ', cast(filed_date as varchar))
        when measure_id like 'same_year%' then cast(passed_on as varchar) end as told
from bound
