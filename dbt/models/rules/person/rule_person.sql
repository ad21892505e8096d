-- Rules on persons and on units' files, by body (scope body): numerator those that break it, denominator those examined,
-- nothing allowed. Worst: with the rows that could not be examined and those that wait (decisions 5, 17, 18).
with bound as (
    select l.rule_id, l.measure_id, l.severity, l.level_group, y.review_year, b.bureau_code, b.bureau_name
    from {{ ref('policy_limit') }} as l
    inner join {{ ref('int_review_year') }} as y on {{ in_force('l', 'y.review_year') }}
    inner join {{ ref('reporting_body') }} as b on l.jurisdiction_code in (b.bureau_code, '{{ var("region_code") }}')
    where l.fate = '判定' and l.measure_id in ('{{ person_measures().keys() | join("', '") }}')
),

-- What the body's rosters of the year say at all: a column that nobody filled is no input.
input as (
    select
        r.review_year, r.bureau_code, bool_or(r.committee is not null) as has_committee,
        bool_or(r.applied_specialty is not null) as has_specialty,
        bool_or(r.channel_text is not null or r.mode_text is not null) as has_channel,
        bool_or(r.identity_text is not null) as has_identity, bool_or(r.affiliation_text is not null) as has_affiliation,
        bool_or(r.has_tilt_column or r.form_code = 'roster_a') as has_tilt, bool_or(a.outcome_class is not null) as has_outcome,
        bool_or(p.bureau_code is not null) as has_post
    from {{ ref('int_roster_row') }} as r
    inner join {{ ref('int_body_roster') }} as b on r.review_year = b.review_year and r.bureau_code = b.bureau_code
    left join {{ ref('fct_application') }} as a using (submission_id, sheet, row_no)
    left join (select distinct review_year, bureau_code from {{ ref('int_post') }}) as p
        on r.review_year = p.review_year and r.bureau_code = p.bureau_code
    where not r.is_held
    group by r.review_year, r.bureau_code
),

-- The first year with results: what happened before is not known here, and without an earlier year nothing is.
history as (
    select min(review_year) as first_year from {{ ref('fct_outcome') }}
),

waiting as (
    select r.review_year, r.bureau_code, count(*) as rows_waiting
    from {{ ref('int_roster_row') }} as r
    inner join (select distinct submission_id, sheet, row_no from {{ ref('int_waiting') }}) as w using (submission_id, sheet, row_no)
    group by r.review_year, r.bureau_code
),

counted as (
    select
        rule_id, review_year, bureau_code, count(distinct case_key) filter (where status = 'violating') as violating,
        count(distinct case_key) filter (where status != 'unknown') as examined,
        count(*) filter (where status = 'unknown') as rows_unknown
    from {{ ref('int_person_case') }}
    group by rule_id, review_year, bureau_code
),

figures as (
    select
        l.*, coalesce(c.violating, 0) as violating, coalesce(c.examined, 0) as examined,
        coalesce(c.violating, 0) + coalesce(c.rows_unknown, 0) + coalesce(w.rows_waiting, 0) as violating_worst,
        i.bureau_code is not null and coalesce(case l.measure_id
            {%- for measure, needed in person_measures().items() %}
            when '{{ measure }}' then {{ needed }}
            {%- endfor %}
        end, false) as is_known
    from bound as l
    cross join history as h
    left join input as i on l.review_year = i.review_year and l.bureau_code = i.bureau_code
    left join counted as c on l.rule_id = c.rule_id and l.review_year = c.review_year and l.bureau_code = c.bureau_code
    left join waiting as w on l.review_year = w.review_year and l.bureau_code = w.bureau_code
)

select
    review_year, bureau_code, bureau_name, null::varchar as banner_code, null::varchar as banner_name, rule_id,
    'body' as scope_kind, bureau_code as scope_code, bureau_name as scope_name, level_group,
    case when is_known then violating end as numerator, case when is_known then examined end as denominator,
    case when is_known then {{ rate('violating', 'examined') }} end as value, case when is_known then 0 end as limit_value,
    case when is_known then violating_worst end as worst,
    case
        when not is_known then '无数据'
        when violating > 0 then severity
        when violating_worst > 0 then '待核'
        when examined = 0 then '不适用'
        else '合规'
    end as state
from figures
