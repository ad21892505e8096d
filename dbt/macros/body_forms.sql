{# Bodies and years that have some of these forms in force, rows or not: review_year, bureau_code, form_code. #}
{% macro body_forms(forms) -%}
    select distinct s.review_year, s.bureau_code, f.form_code
    from {{ ref('stg_submission') }} as s
    inner join {{ ref('form') }} as f
        on f.form_code in ('{{ forms | join("', '") }}') and contains('、' || s.form || '、', '、' || f.form_name || '、')
    where s.in_force and s.bureau_code is not null
{%- endmacro %}
