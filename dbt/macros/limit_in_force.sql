{# The limit row of a measure that a review year picks in a jurisdiction, with its document and the row it refers to. #}
{% macro limit_in_force(measure) -%}
    select
        l.*, d.document_no, y.review_year, g.limit_numerator as reference_numerator, g.limit_denominator as reference_denominator,
        case when g.rule_id is not null then gd.document_no || ' ' || g.clause end as reference_document
    from {{ ref('policy_limit') }} as l
    inner join {{ ref('int_review_year') }} as y
        on {{ in_force('l', 'y.review_year') }}
    left join {{ ref('policy_document') }} as d on l.document_id = d.document_id
    left join {{ ref('policy_limit') }} as g on l.reference_rule_id = g.rule_id
    left join {{ ref('policy_document') }} as gd on g.document_id = gd.document_id
    where l.measure_id = '{{ measure }}'
{%- endmacro %}

{# State of an over-post figure against a limit that is certain both ways (decisions 5 and 17). #}
{% macro over_post_state(limit_known) -%}
    case
        when not ({{ limit_known }}) then '仅展示'
        when not is_known then '无数据'
        when established = 0 and over_post_worst = 0 then '不适用'
        when over_post > allowed and units_missing = 0 then severity
        when over_post_worst <= allowed then '合规'
        else '待核'
    end
{%- endmacro %}

{# State of a quota figure: over, certain to be kept, or to be checked; a part over inside a kept line is a warning. #}
{% macro quota_state(figure, worst, is_line_over) -%}
    case
        when q.is_conflicting then '待核'
        when q.quota is null or not q.has_roster then '无数据'
        when {{ figure }} > q.quota then case when q.row_kind = 'part' and not {{ is_line_over }} then '预警' else '超限' end
        when {{ worst }} <= q.quota and q.has_every_roster then '合规'
        else '待核'
    end
{%- endmacro %}
