{# What differs between engines stands here and nowhere else. Input text is NFKC already (intake does that). #}

{# Text without any white space: how names, titles and codes are compared. #}
{% macro squeeze(text) -%} regexp_replace({{ text }}, '[[:space:]　]+', '', 'g') {%- endmacro %}

{# First year and month of a text as YYYY-MM: 1987/09, 1987.9, 1987-09-01, 198709, 1987年9月; else null. #}
{% macro to_month(text) -%}
    case
        when try_cast(regexp_extract({{ text }}, '((?:19|20)[0-9]{2})[年./ -]*(1[0-2]|0?[1-9])(?:[0-9]{2})?(?:[^0-9]|$)', 2) as integer) is not null
        then regexp_extract({{ text }}, '((?:19|20)[0-9]{2})[年./ -]*(1[0-2]|0?[1-9])(?:[0-9]{2})?(?:[^0-9]|$)', 1) || '-'
            || lpad(regexp_extract({{ text }}, '((?:19|20)[0-9]{2})[年./ -]*(1[0-2]|0?[1-9])(?:[0-9]{2})?(?:[^0-9]|$)', 2), 2, '0')
    end
{%- endmacro %}

{# A cell that should hold a date but was typed as a number: a serial day (31929) becomes its date; a month that lost its
   zero (1987.1 may be January or October) becomes null; anything else stays as it is. #}
{% macro typed_date(column) -%}
    case
        when not list_contains(r.numeric_columns, '{{ column }}') then r.{{ column }}
        when regexp_full_match(r.{{ column }}, '[1-5][0-9]{4}')
        then cast(date '1899-12-30' + cast(r.{{ column }} as integer) + if(r.dates_from_1904, 1462, 0) as varchar)
        when not regexp_full_match(r.{{ column }}, '[0-9]{4}[.]1') then r.{{ column }}
    end
{%- endmacro %}

{# Of a text with several dates what begins with the last of them: 1997.9-2001.7 becomes 2001.7. #}
{% macro last_date(text) -%} regexp_replace({{ text }}, '^.*[^0-9]((?:19|20)[0-9]{2}[年./ -]+[0-9].*)$', '\1') {%- endmacro %}

{# A title without a specialty in brackets behind it, unless the brackets speak of a level: 工程师(水利) becomes 工程师. #}
{% macro without_specialty(text) -%}
    case
        when not regexp_matches({{ text }}, '[(][^()]*(正高|副高|高级|中级|初级|员级|助理)[^()]*[)]$')
        then regexp_replace({{ text }}, '[(][^()]*[)]$', '')
    end
{%- endmacro %}

{# A text without its dates: 副主任医师 2018/12 becomes 副主任医师. #}
{% macro without_date(text) -%}
    nullif(regexp_replace({{ squeeze("regexp_replace(" ~ text ~ ", '[(]?(?:19|20)[0-9]{2}[年./ -]*[0-9]{1,2}(?:[月./ -]*[0-9]{1,2}日?)?月?[)]?', '', 'g')") }}, '^[、,，/;:.]+|[、,，/;:.]+$', '', 'g'), '')
{%- endmacro %}

{# A date or a month (its first day) as date; else null. #}
{% macro to_date(text) -%}
    coalesce(try_cast(replace(replace({{ text }}, '/', '-'), '.', '-') as date), try_cast({{ to_month(text) }} || '-01' as date))
{%- endmacro %}

{# A whole number not below zero; else null. #}
{% macro to_count(text) -%}
    case when regexp_full_match({{ squeeze(text) }}, '[0-9]{1,9}') then cast({{ squeeze(text) }} as integer) end
{%- endmacro %}

{# True when a text contains any of the words of a list parted by |. #}
{% macro contains_any(text, words) -%} regexp_matches({{ text }}, {{ words }}) {%- endmacro %}

{# The whole number that a sum row states behind its word: 小计 12人 and 3 合计：12 are 12; else null. #}
{% macro stated_sum(text) -%}
    try_cast(regexp_extract({{ text }}, '(?:小计|合计|总计|共计|总数)[^0-9]*([0-9]+)', 1) as integer)
{%- endmacro %}

{# One row per item of a list written in one cell and parted by |. #}
{% macro items(text) -%} unnest(string_split({{ text }}, '|')) {%- endmacro %}

{# Stable short key of some texts. #}
{% macro short_key(prefix, texts) -%} '{{ prefix }}' || left(md5({{ texts | join(" || '|' || ") }}), 10) {%- endmacro %}

{# floor(base * numerator / denominator) in whole numbers. #}
{% macro share_floor(base, numerator, denominator) -%} ({{ base }} * {{ numerator }} // {{ denominator }}) {%- endmacro %}

{# 1.0 * a / b, null when b is 0. #}
{% macro rate(a, b) -%} cast({{ a }} as double) / nullif({{ b }}, 0) {%- endmacro %}

{# Aggregate: a pattern that matches any of the texts. #}
{% macro any_of(text) -%} string_agg(regexp_escape({{ text }}), '|' order by length({{ text }}) desc, {{ text }}) {%- endmacro %}

{# A text with the parts that match a pattern, and long runs of digits (numbers of ID cards and telephones), made illegible. #}
{% macro masked(text, pattern) -%}
    regexp_replace(regexp_replace({{ text }}, coalesce({{ pattern }}, '^$'), '＊＊＊', 'g'), '[0-9]{11,}[Xx]?', '＊＊＊', 'g')
{%- endmacro %}

{# A day written in full (2023-09-01, 2023/9/1, 2023.9.1, 20230901, 2023年9月1日) as date; else null: a month alone is no day. #}
{% macro to_day(text) -%}
    coalesce(
        try_cast(regexp_replace({{ squeeze(text) }}, '^((?:19|20)[0-9]{2})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?(?:T?[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?$', '\1-\2-\3') as date),
        try_cast(regexp_replace({{ squeeze(text) }}, '^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})$', '\1-\2-\3') as date)
    )
{%- endmacro %}

{# True when a text names a month or a day that there never was: 2005/13, 2005年2月30日. Spans of years (2001-2005) are none. #}
{% macro has_impossible_date(text) -%}
    coalesce(
        regexp_matches({{ text }}, '(?:19|20)[0-9]{2}[年./-](?:1[3-9]|[2-9][0-9]|00?)(?:[^0-9]|$)')
        or (
            regexp_matches({{ text }}, '(?:19|20)[0-9]{2}[年./-][0-9]{1,2}[月./-][0-9]{1,2}')
            and {{ to_day("regexp_extract(" ~ text ~ ", '(?:19|20)[0-9]{2}[年./-][0-9]{1,2}[月./-][0-9]{1,2}')") }} is null
        ), false
    )
{%- endmacro %}

{# Whole years with or without their unit and months: 30年, 21.5 年 become 30, 21. #}
{% macro leading_years(text) -%} regexp_replace({{ squeeze(text) }}, '^([0-9]{1,2})(?:[.][0-9]+)?(?:年.*)?$', '\1') {%- endmacro %}

{# A count as people write it, as its digits: 3人, 3 个, 3名, 3.0 become 3, and 1,200 becomes 1200. #}
{% macro leading_count(text) -%}
    regexp_replace(regexp_replace({{ squeeze(text) }}, '^([0-9]{1,3}),([0-9]{3})([人名个]?)$', '\1\2\3'), '^([0-9]+)(?:[.]0+)?[人名个]?$', '\1')
{%- endmacro %}

{# Whether a name is written: a letter of any script; not -, /, 0 or 123, nor a word for nothing. #}
{% macro is_named(text) -%}
    regexp_matches({{ text }}, '\p{L}') and {{ text }} not in ('无', '没有', '暂无', '不详', '未知', '待定')
    and not regexp_matches({{ text }}, '^#(N/A|REF!|VALUE!|NAME[?]|DIV/0!|NUM!|NULL!)')
{%- endmacro %}

{# True when something with a digit in it is written: a number, a date; not 无, / or 待备案. #}
{% macro has_digit(text) -%} coalesce(regexp_matches({{ text }}, '[0-9]'), false) {%- endmacro %}

{# Whether there is a file: asked of the engine while a run is under way. #}
{% macro file_exists(path) -%}
    {{ return(run_query("select 1 from glob('" ~ path ~ "')").rows | length > 0) }}
{%- endmacro %}

{# The rows of a CSV file (UTF-8) as a relation of texts; an empty cell is null. #}
{% macro text_rows(path) -%} read_csv('{{ path }}', header = true, all_varchar = true, delim = ',', quote = '"', nullstr = '') {%- endmacro %}

{# The first number in a text, as text without leading noughts: 第4类 is 4; null where there is none. #}
{% macro first_number(text) -%} nullif(ltrim(regexp_extract({{ text }}, '([0-9]+)', 1), '0'), '') {%- endmacro %}

{# Aggregate: different texts in one, in an order. #}
{% macro text_list(text, separator, order) -%} string_agg({{ text }}, '{{ separator }}' order by {{ order }}) {%- endmacro %}

{# One row per part of a text that stands between separators (a pattern). #}
{% macro split_text(text, pattern) -%} unnest(string_split_regex({{ text }}, '{{ pattern }}')) {%- endmacro %}

{# One row per piece of so many characters of a text. #}
{% macro pieces(text, size) -%} unnest(list_transform(range(1, length({{ text }}) - {{ size }} + 2), i -> substr({{ text }}, i, {{ size }}))) {%- endmacro %}

{# A text without what stands in brackets. #}
{% macro without_brackets(text) -%} regexp_replace({{ text }}, '[(][^()]*[)]', '', 'g') {%- endmacro %}

{# The words of a label, to be compared: without blanks, brackets, quotation marks and the number in front ("3.…", "3、…"). #}
{% macro bare_words(text) -%}
    regexp_replace(regexp_replace({{ without_brackets(squeeze(text)) }}, '["“”]', '', 'g'), '^[0-9]{1,2}[.:、]', '')
{%- endmacro %}

{# A list typed in one cell, without blanks: a blank behind a number parts it from the next ("3 5" is 3、5, never 35). #}
{% macro squeeze_list(text) -%} {{ squeeze("regexp_replace(" ~ text ~ ", '([0-9])[[:space:]　]+', '\\1、', 'g')") }} {%- endmacro %}

{# All columns of a relation but some. #}
{% macro all_but(relation, columns) -%} {{ relation }}.* exclude ({{ columns }}) {%- endmacro %}

{# A table made anew in one transaction: as dbt-duckdb's own, without the table of another name that it makes, renames twice
   and drops (a fifth of dbt's CPU). What was there stays until the new one is whole. No hooks, grants or indexes: no model has any. #}
{% materialization table, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set existing = load_cached_relation(this) -%}
    {% if existing is not none and existing.type != 'table' %}{% do adapter.drop_relation(existing) %}{% endif %}
    {% call statement('main') -%}
        {% if existing is not none and existing.type == 'table' %}drop table {{ existing }};{% endif %}
        {{ create_table_as(False, target_relation, compiled_code) }}
    {%- endcall %}
    {% do adapter.commit() %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{# A day some months later: the same day of the month, its last where there is none (8-31 and one month is 9-30). #}
{% macro plus_months(day, months) -%} cast({{ day }} + to_months({{ months }}) as date) {%- endmacro %}
