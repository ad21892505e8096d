{# 包头市本级, 自治区本级: the plain name of a body's own level or of its units without banner. #}
{% macro body_level_name(name, suffix) -%} replace({{ name }}, '直属', '') || '{{ suffix }}' {%- endmacro %}
