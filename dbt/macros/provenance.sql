{# Columns every mart ends with; joins completeness by body and year. #}
{% macro provenance() -%}
    completeness.completeness, context.run_id, context.as_of, context.policy_version
{%- endmacro %}

{% macro provenance_joins(t) -%}
    cross join {{ ref('stg_run_context') }} as context
    left join {{ ref('int_completeness') }} as completeness
        on {{ t }}.review_year = completeness.review_year
        and coalesce({{ t }}.bureau_code, '') = coalesce(completeness.bureau_code, '')
{%- endmacro %}
