{# Rules on single rows, judged by body: the measure, and the forms one of which a body must have handed in. #}
{% macro record_measures() -%}
    {{ return({
        'same_year': ['result'],
        'same_year_exam': ['result'],
        'filing_month': ['result'],
        'filing_month_mid': ['result'],
        'dissolved_committee': ['result'],
        'recognition_committee': ['result'],
        'material_cutoff': ['roster_b', 'roster_a'],
        'affiliation_values': ['roster_b', 'roster_a'],
        'series_change': ['roster_b', 'roster_a'],
        'roster_marking': ['roster_b'],
        'directed_field': ['roster_b', 'roster_a'],
        'green_committee': ['roster_a'],
        'skill_direct': ['roster_b', 'roster_a'],
        'basic_recognition': ['roster_b', 'roster_a'],
        'township_mid': ['roster_b', 'roster_a'],
        'education_waived_service': ['roster_b'],
        'green_level': ['roster_a'],
        'extension_asked': ['approval'],
        'report_after_publicity': ['publicity'],
    }) }}
{%- endmacro %}
