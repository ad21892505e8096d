-- Every row of the publicity registers with its working days, and its state by the rules that bind it; no rule: 仅展示.
with judged as (
    select
        submission_id, sheet, row_no, max(limit_value) as limit_value, {{ text_list('rule_id', '、', 'rule_id') }} as rule_ids,
        max(severity) filter (where is_short) as severity
    from {{ ref('int_publicity_rule') }}
    where fate = '判定'
    group by submission_id, sheet, row_no
)

select
    p.review_year, p.bureau_code, b.bureau_name, p.banner_code, p.banner_name, p.series_code, s.series_name, s.series_short,
    l.level_code, p.level_name, p.submission_id, p.sheet, p.row_no as row, p.subject_unit as unit_name, p.publicity_unit, p.stage,
    p.program, p.start_date, p.end_date, p.workdays, p.workdays_strict, j.limit_value::int as limit_value, j.rule_ids,
    case
        when j.submission_id is null then '仅展示'
        when p.is_held then '待核'
        when p.workdays is null then '无数据'
        else coalesce(j.severity, '合规')
    end as state,
    {{ provenance() }}
from {{ ref('fct_publicity') }} as p
left join judged as j using (submission_id, sheet, row_no)
left join {{ ref('reporting_body') }} as b on p.bureau_code = b.bureau_code
left join {{ ref('series') }} as s on p.series_code = s.series_code
left join {{ ref('title_level') }} as l on p.level_name = l.level_name
{{ provenance_joins('p') }}
