{# A seed as this home reads it: intake has merged the seed with the home's own rows where it has any, beside the raw
   files. Looked for when a run is under way: a path baked into the manifest would read another home's rows. #}
{% macro site_rows() %}
    {% if execute %}
        {% set merged = target.path | replace('warehouse.duckdb', 'raw/seeds/') ~ model.original_file_path | replace('seeds/', '', 1) %}
        {% if file_exists(merged) %}
            {% do run_query('delete from ' ~ this) %}
            {% do run_query('insert into ' ~ this ~ ' by name select * from ' ~ text_rows(merged)) %}
        {% endif %}
    {% endif %}
{% endmacro %}
