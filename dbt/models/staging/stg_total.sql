-- The tables of totals, one row per level column (合计 is one of them). An empty cell (also -, /, 无) is null, as is what is not a whole number.
with every_row as (
    select *, 'total_in_post' as form_code, null as banner, null as established_senior from ({{ raw_rows('total_in_post') }})
    union all by name
    select *, 'total_off_post' as form_code from ({{ raw_rows('total_off_post') }})
    union all by name
    select *, 'total_banner' as form_code from ({{ raw_rows('total_banner') }})
),

by_level as (
    {% set levels = {'正高级': 'senior', '副高级': 'deputy', '中级': 'middle', '助理级': 'assistant', '员级': 'technician', '合计': 'sum'} %}
    {% for level, column in levels.items() %}
    select *, '{{ level }}' as level_name, nullif(nullif(nullif(nullif(persons_{{ column }}, '-'), '—'), '/'), '无') as persons_text from every_row
    {% if level in ('中级', '助理级', '员级') %}where form_code != 'total_banner'{% endif %}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    submission_id, sheet, row_no, form_code, form_code as table_kind, review_year, bureau_code, is_held, received_at, row_kind,
    {{ squeeze('banner') }} as banner_raw, {{ squeeze('series') }} as series_name_raw, level_name,
    persons_text, {{ to_count(leading_count('persons_text')) }} as persons,
    established_senior as established_senior_text, {{ to_count(leading_count('established_senior')) }} as established_senior
from by_level
where row_kind in ('data', 'subtotal', 'total')
