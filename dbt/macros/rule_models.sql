{# Every model that judges a rule (tag `rule`). Adding a rule: its model, its rows in the .yml beside it, and its name here. #}
{% macro rule_models() -%}
    {{ return([
        'rule_over_post_scope',
        'rule_over_post_unit',
        'rule_quota',
        'rule_person',
        'rule_publicity',
        'rule_deadline',
        'rule_record',
        'rule_teacher_leader',
    ]) }}
{%- endmacro %}

{# What each of them gives beside columns of its own: the figure, its limit, its worst case and its state in one scope. #}
{% macro rule_columns() -%}
    {{ return([
        'review_year', 'bureau_code', 'bureau_name', 'banner_code', 'banner_name', 'rule_id', 'scope_kind', 'scope_code', 'scope_name',
        'level_group', 'numerator', 'denominator', 'value', 'limit_value', 'worst', 'state',
    ]) }}
{%- endmacro %}

{# All judged figures in one. #}
{% macro union_rules() -%}
    {% for model in rule_models() %}
    select {{ rule_columns() | join(', ') }} from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
{%- endmacro %}
