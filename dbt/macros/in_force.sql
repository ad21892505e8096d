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

{# True when a program is exempt from a measure in the row's year (kind program of the catalogue of exemptions). #}
{% macro program_exempt(t, measure) -%}
    exists (
        select 1 from {{ ref('exemption') }} as x
        where x.exempts_measure = '{{ measure }}' and x.kind = 'program' and x.value = {{ t }}.program
            and x.jurisdiction_code in ({{ t }}.bureau_code, '{{ var("region_code") }}') and {{ in_force('x', t ~ '.review_year') }}
    )
{%- endmacro %}
