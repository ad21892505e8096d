{# The limits of some measures for each reporting body and review year (decision 10): every one in force in the body's
   jurisdictions, the region's and its own; where none is, the nearest in time without its number, to be shown and never
   judged. It refers to the number only when it ran before that year. No model names a rule: year, body and measure pick it. #}
{% macro limit_by_body(measures) -%}
    select
        l.rule_id, l.measure_id, l.series_code, l.level_group, l.measured_by, l.fate, n.review_year, b.bureau_code, b.bureau_name,
        {{ in_force('l', 'n.review_year') }} as is_in_force,
        case when {{ in_force('l', 'n.review_year') }} then l.severity else '仅展示' end as severity,
        case when {{ in_force('l', 'n.review_year') }} then l.limit_numerator end as limit_numerator,
        case when {{ in_force('l', 'n.review_year') }} then l.limit_denominator end as limit_denominator,
        case when {{ in_force('l', 'n.review_year') }} then l.limit_numerator end is not null as limit_known,
        {{ rate('g.limit_numerator', 'g.limit_denominator') }} as reference_limit,
        case when g.rule_id is not null then d.document_no || ' ' || g.clause end as reference_document
    from {{ ref('policy_limit') }} as l
    cross join {{ ref('int_review_year') }} as n
    inner join {{ ref('reporting_body') }} as b on l.jurisdiction_code in (b.bureau_code, '{{ var("region_code") }}')
    left join {{ ref('policy_limit') }} as g
        on g.rule_id = case
            when {{ in_force('l', 'n.review_year') }} then l.reference_rule_id
            when year(l.valid_to) < n.review_year then l.rule_id
        end
    left join {{ ref('policy_document') }} as d on g.document_id = d.document_id
    where l.measure_id in ('{{ measures | join("', '") }}')
    qualify {{ in_force('l', 'n.review_year') }} or (
        l.limit_numerator is not null
        and not bool_or({{ in_force('l', 'n.review_year') }}) over (partition by n.review_year, b.bureau_code, l.measure_id)
        and rank() over (
            partition by n.review_year, b.bureau_code, l.measure_id
            order by l.limit_numerator is null, coalesce(year(l.valid_to) < n.review_year, false) desc,
                greatest(year(l.valid_from) - n.review_year, n.review_year - year(l.valid_to)),
                l.jurisdiction_code != '{{ var("region_code") }}', l.document_id
        ) = 1
    )
{%- endmacro %}
