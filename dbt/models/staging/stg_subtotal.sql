-- Lines of the sheets that print subtotals or totals: data rows with what they add, and sum rows with what they state. A
-- roster's row adds 1 and its sum states the first number behind the word of its sum; posts and quotas add their columns.
{% set forms = {
    'roster_b': {'行数': none}, 'roster_a': {'行数': none}, 'quota': {'名额': 'quota'},
    'post': {'核定岗位数': 'established', '在聘人数': 'occupied', '空缺岗位数': 'vacant'},
} %}
{% for form, columns in forms.items() %}
{% for label, column in columns.items() %}
select
    submission_id, sheet, row_no, '{{ form }}' as form_code, review_year, bureau_code, is_held, row_kind, '{{ label }}' as counted,
    {% if column %}
    {{ to_count(leading_count(column)) }} as number
    {% else %}
    case when row_kind = 'data' then 1 else {{ stated_sum('row_text') }} end as number
    {% endif %}
from ({{ raw_rows(form) }})
where row_kind in ('data', 'unit_row', 'subtotal', 'total')
    {% if form == 'quota' %}and row_kind != 'total'{% endif %}
qualify bool_or(row_kind in ('subtotal', 'total')) over (partition by submission_id, sheet)
{% if not loop.last %}union all{% endif %}
{% endfor %}
{% if not loop.last %}union all{% endif %}
{% endfor %}
