{# Fails with every row for which the expression is not true; an expression that is null passes. #}
{% test row_expression(model, expression) %}
select *
from {{ model }}
where not ({{ expression }})
{% endtest %}
