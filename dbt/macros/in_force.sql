{# True when a seed row's validity covers any day of the review year. #}
{% macro in_force(row, review_year) -%}
    ({{ row }}.valid_from is null or year({{ row }}.valid_from) <= {{ review_year }})
    and ({{ row }}.valid_to is null or year({{ row }}.valid_to) >= {{ review_year }})
{%- endmacro %}

{# Data rows of one raw form that are read from a submission in force or held. #}
{% macro raw_rows(form) %}
    select s.review_year, s.bureau_code, s.is_held, s.received_at, s.dates_from_1904, r.*
    from {{ source('raw', form) }} as r
    inner join {{ ref('stg_submission') }} as s
        on r.submission_id = s.submission_id and r.raw_run = s.raw_run
    where (s.in_force or s.is_held)
{% endmacro %}
