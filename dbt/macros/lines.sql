{# How many lines of some kinds stand above a line of its sheet and form. #}
{% macro lines_before(kinds) -%}
    count(*) filter (where row_kind in ('{{ kinds | join("', '") }}')) over (
        partition by submission_id, sheet, form_code, counted order by row_no rows between unbounded preceding and 1 preceding
    )
{%- endmacro %}

{# Sum of the data rows of a part of the file, for one thing counted. #}
{% macro sum_of_data(parts) -%}
    sum(number) filter (where row_kind = 'data') over (partition by {{ parts }}, form_code, counted)
{%- endmacro %}

{# True when a list parted by | has the value; null when the value is not known. #}
{% macro is_listed(list, value) -%} contains('|' || {{ list }} || '|', '|' || {{ value }} || '|') {%- endmacro %}
