{# Columns that every check gives: where the offending row is. #}
{% macro finding_columns(t) -%}
    {{ t }}.submission_id, {{ t }}.sheet, {{ t }}.row_no, {{ t }}.review_year, {{ t }}.bureau_code, {{ t }}.form_code
{%- endmacro %}

{# Findings of several checks in one, each with the name of its check. A check may add `detail`, what is expected in that
   row, and `column_key`, the column of the form that is meant, where it looks at several. #}
{% macro union_checks(checks) -%}
    {% for check in checks %}
    select '{{ check }}' as check_id, f.* from {{ ref(check) }} as f
    {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
{%- endmacro %}
