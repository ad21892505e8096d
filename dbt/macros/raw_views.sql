{# Views over the raw Parquet files of this home, one per table of the source `raw`. #}
{% macro raw_views() %}
    {% if execute %}
        {% set folder = target.path | replace('warehouse.duckdb', 'raw') %}
        {% do run_query('create schema if not exists raw') %}
        {% for node in graph.sources.values() if node.source_name == 'raw' %}
            {% set files = folder ~ '/' ~ node.meta.get('files', node.name ~ '/*.parquet') %}
            {% do run_query(
                "create or replace view raw." ~ node.name ~ " as select * from read_parquet('"
                ~ files ~ "', union_by_name=true)"
            ) %}
        {% endfor %}
    {% endif %}
{% endmacro %}
