{# Rules on persons and on units' files, judged by body: the measure, and what a body must have handed in for it to be known
   (columns of rule_person's CTE `input`). #}
{% macro person_measures() -%}
    {{ return({
        'one_committee_person': 'i.has_committee',
        'one_committee_unit': 'i.has_committee and i.has_specialty',
        'one_channel_basic': 'i.has_channel',
        'one_channel_green': 'i.has_channel',
        'green_once': 'i.has_tilt and h.first_year < l.review_year',
        'green_again': 'i.has_outcome',
        'epidemic_once': 'i.has_tilt and h.first_year < l.review_year',
        'not_eligible': 'i.has_identity',
        'across_units': 'true',
        'first_title': 'i.has_tilt',
        'top_post_level': 'i.has_tilt and i.has_post',
        'tilt6_city': 'i.has_tilt and i.has_affiliation',
    }) }}
{%- endmacro %}
