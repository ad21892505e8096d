{# Every model that lists the rows behind judged figures (tag `evidence`), one a family. #}
{% macro evidence_models() -%}
    {{ return(['evidence_over_post', 'evidence_quota', 'evidence_person', 'evidence_deadline', 'evidence_record']) }}
{%- endmacro %}

{# All of them in one. #}
{% macro union_evidence() -%}
    {% for model in evidence_models() %}
    select * from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
{%- endmacro %}
