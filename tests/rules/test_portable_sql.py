"""Models keep to the SQL that DuckDB and Spark both read alike; what differs stands in macros/cross_database.sql alone."""

import re

import pytest

from dagster_project.home import DBT_DIR

ELSEWHERE = DBT_DIR / "macros" / "cross_database.sql"
FILES = sorted({*DBT_DIR.glob("models/**/*.sql"), *DBT_DIR.glob("macros/*.sql"), *DBT_DIR.glob("tests/**/*.sql")} - {ELSEWHERE})
# Read by one engine only, or read by both and meant differently.
FORBIDDEN = {
    "::text": r"::\s*text\b",
    "strftime": r"\bstrf?time\(|\bstrptime\(",
    "string_agg": r"\bstring_agg\(|\blistagg\(|\bgroup_concat\(",
    "list": r"\blist(?:_\w+)?\(|\barray_agg\(",
    "unnest": r"\bunnest\(",
    "* exclude, * replace": r"\*\s*(?:exclude|replace)\b",
    "columns(…)": r"\bcolumns\(",
    "//": r"(?<!:)//",
    "date_diff": r"\bdate_?(?:diff|sub|part)\(",
    "regexp_matches": r"\bregexp_(?:matches|full_match|extract_all|split_to_array|escape)\(",
    "regexp_extract without a group": r"\bregexp_extract\((?:[^()']|'[^']*'|\([^()]*\))*,\s*'[^']*'\s*\)",
    "a backslash class": r"'[^'\n]*\\[dswbDSW][^'\n]*'",
    "a double-quoted identifier": r'"',
    "to integer by rounding": r"\bcast\([^()]*\.\d+ as int",
    "median, mode": r"\b(?:median|mode|quantile\w*|arg_m(?:ax|in))\(",
    "day of week": r"\b(?:dayofweek|weekday|isodow)\(",
    "asof, pivot": r"\basof\b|\bpivot\b|\bpositional join\b",
}


def bare(text: str) -> str:
    """SQL without comments and without what dbt puts in its place (calls of macros)."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " X ", text, flags=re.DOTALL)
    return re.sub(r"--[^\n]*", "", text)


def broken(text: str) -> set[str]:
    """Names of the forbidden constructs in a text."""
    sql = bare(text).lower()
    return {name for name, pattern in FORBIDDEN.items() if re.search(pattern, sql)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_model_is_portable(path):
    found = broken(path.read_text("utf-8"))
    assert not found, f"{path.name}: {'、'.join(sorted(found))}: put it into macros/cross_database.sql"


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("select a::text from t", "::text"), ("select * exclude (a) from t", "* exclude, * replace"),
        ("select t.* replace (1 as a) from t", "* exclude, * replace"), ("select 7 // 2", "//"),
        ("select string_agg(a, ',' order by a) from t", "string_agg"), ("select list(a) from t", "list"),
        ("select unnest(a) from t", "unnest"), ("select date_diff('day', a, b)", "date_diff"),
        ("select 1 where regexp_matches(a, 'x')", "regexp_matches"), ("select strftime(a, '%Y')", "strftime"),
        ("select regexp_extract(a, '[0-9]+') from t", "regexp_extract without a group"),
        (r"select regexp_extract(a, '(\d+)', 1) from t", "a backslash class"), ('select "a" from t', "a double-quoted identifier"),
        ("select median(a) from t", "median, mode"),
    ],
)  # fmt: skip
def test_each_construct_would_be_found(sql, name):
    assert broken(sql) == {name}


def test_what_both_read_is_left_alone():
    assert not broken("""
        -- strftime( in a comment
        select a::int, try_cast(b as date), split_part(c, '|', 1), regexp_extract(squeeze(c), '^([0-9]+)$', 1),
            any_value(d), count(*) filter (where e), listed, max(f) -- 7 // 2
        from {{ ref("x") }} qualify row_number() over (partition by a order by b nulls last) = 1""")
