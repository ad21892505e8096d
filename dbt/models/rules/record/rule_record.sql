-- Rules on single rows of results, rosters, approvals and publicity, by body: rows that break the rule ÷ rows examined, none
-- allowed. Worst: with the rows that lack what the rule needs or wait. A body without the form, or whose form says it of no
-- row: 无数据; nothing in the rule's scope: 不适用; a clause that permits (可, decision 6): 仅展示.
with limits as (
    select l.rule_id, l.measure_id, l.severity, l.level_group, y.review_year, b.bureau_code, b.bureau_name
    from {{ ref('policy_limit') }} as l
    inner join {{ ref('int_review_year') }} as y on {{ in_force('l', 'y.review_year') }}
    inner join {{ ref('reporting_body') }} as b on l.jurisdiction_code in (b.bureau_code, '{{ var("region_code") }}')
    where l.fate in ('判定', '展示') and l.measure_id in ('{{ record_measures().keys() | join("', '") }}')
),

handed_in as (
    {{ body_forms(['roster_a', 'roster_b', 'result', 'approval', 'publicity']) }}
),

counted as (
    select
        rule_id, review_year, bureau_code, count(*) filter (where status = 'violating') as violating,
        count(*) filter (where status != 'unknown') as examined, count(*) filter (where status = 'unknown') as rows_unknown
    from {{ ref('int_record_case') }}
    group by rule_id, review_year, bureau_code
),

figures as (
    select
        l.*, coalesce(c.violating, 0) as violating, coalesce(c.examined, 0) as examined, coalesce(c.rows_unknown, 0) as rows_unknown,
        coalesce(c.examined, 0) > 0 or (coalesce(c.rows_unknown, 0) = 0 and exists (
            select 1 from handed_in as h
            where h.review_year = l.review_year and h.bureau_code = l.bureau_code and h.form_code in (
                case l.measure_id {% for measure, forms in record_measures().items() %}when '{{ measure }}' then '{{ forms[0] }}' {% endfor %}end,
                case l.measure_id {% for measure, forms in record_measures().items() %}when '{{ measure }}' then '{{ forms[-1] }}' {% endfor %}end
            )
        )) as is_known
    from limits as l
    left join counted as c on l.rule_id = c.rule_id and l.review_year = c.review_year and l.bureau_code = c.bureau_code
)

select
    review_year, bureau_code, bureau_name, null::varchar as banner_code, null::varchar as banner_name, rule_id,
    'body' as scope_kind, bureau_code as scope_code, bureau_name as scope_name, level_group,
    case when is_known then violating end as numerator, case when is_known then examined end as denominator,
    case when is_known then {{ rate('violating', 'examined') }} end as value, case when is_known and severity <> '仅展示' then 0 end as limit_value,
    case when is_known then violating + rows_unknown end as worst,
    case
        when not is_known then '无数据'
        when severity = '仅展示' then severity
        when violating > 0 then severity
        when rows_unknown > 0 then '待核'
        when examined = 0 then '不适用'
        else '合规'
    end as state
from figures
