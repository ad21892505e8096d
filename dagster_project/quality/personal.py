"""No personal data in any mart: ID numbers, mobile numbers, and the names of the people handed in.

Names are looked for inside longer text too. A name that is also a piece of our own vocabulary (a place, a unit,
a title: 阿拉善, 新华) would be found everywhere and is left out; so are one- and two-character names inside
longer text, which are compared with whole cells only.
"""

import duckdb

from dagster_project.quality.gates import BLOCK, Gate, result_of
from dagster_project.quality.tables import mart_tables, row_count, text_columns

SUITE = "个人信息"
ID_NUMBER = r"(^|[^0-9])[1-9][0-9]{16}[0-9Xx]($|[^0-9])"
MOBILE = r"(^|[^0-9a-f])1[3-9][0-9]{9}($|[^0-9a-f])"
SHORTEST_INSIDE = 3
VOCABULARY_SCHEMA = "seeds"


def personal_gates(connection: duckdb.DuckDBPyConnection) -> list[Gate]:
    """One gate a mart; observed says how many distinct values look like what, never which."""
    tables = mart_tables(connection)
    has_names = _collect_names(connection)
    gates = []
    for table in tables:
        _collect_values(connection, table)
        found = {"身份证号": _matches(connection, ID_NUMBER), "手机号": _matches(connection, MOBILE)}
        found["姓名"] = _names_found(connection) if has_names else 0
        words = [f"{kind} {count} 处" for kind, count in found.items() if count]
        rows = row_count(connection, table)
        result = result_of(not words, BLOCK, rows)
        gates.append(
            Gate(SUITE, f"{table}.personal", BLOCK, result, "、".join(words) or "0 处", "0 处", table, bool(words))
        )
    return gates


def _collect_names(connection: duckdb.DuckDBPyConnection) -> bool:
    """Temporary table person(name): every name in raw that is not a piece of our vocabulary."""
    sources = connection.execute("""
        select table_name from information_schema.columns
        where table_schema = 'raw' and column_name = 'person_name'
    """).fetchall()
    if not sources:
        return False
    union = " union ".join(
        f'select person_name as name from raw."{table}" where row_kind = \'data\'' for (table,) in sources
    )
    connection.execute(f"create or replace temp table person as {union}")
    _collect_vocabulary(connection)
    pieces = _pieces("vocabulary", "word", _lengths(connection, 2))
    connection.execute(f"""
        delete from person where name is null or length(name) < 2 or name in (select piece from ({pieces}))
    """)
    return True


def _collect_vocabulary(connection: duckdb.DuckDBPyConnection) -> None:
    """Temporary table vocabulary(word): text of our seeds, and unit names as handed in."""
    parts = ["select null::varchar as word where false"]
    for schema, only in ((VOCABULARY_SCHEMA, None), ("raw", "unit_name")):
        query = "select table_name, column_name from information_schema.columns where table_schema = ?"
        for table, column in connection.execute(query + " and data_type = 'VARCHAR'", [schema]).fetchall():
            if only in (None, column):
                parts.append(f'select "{column}" from "{schema}"."{table}"')
    connection.execute(f"create or replace temp table vocabulary as {' union '.join(parts)}")


def _collect_values(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Temporary table value(text): the distinct texts of one mart."""
    parts = [f'select "{c}"::varchar as text from marts."{table}"' for c in text_columns(connection, table)]
    union = " union ".join(parts or ["select null::varchar as text where false"])
    connection.execute(f"create or replace temp table value as {union}")


def _matches(connection: duckdb.DuckDBPyConnection, pattern: str) -> int:
    query = "select count(*) from value where regexp_matches(text, ?)"
    return connection.execute(query, [pattern]).fetchone()[0]


def _lengths(connection: duckdb.DuckDBPyConnection, shortest: int) -> list[int]:
    """The lengths that names have, from the shortest wanted."""
    query = "select distinct length(name) from person where length(name) >= ? order by 1"
    return [length for (length,) in connection.execute(query, [shortest]).fetchall()]


def _pieces(table: str, column: str, lengths: list[int]) -> str:
    """SQL: every piece of those lengths of a table's texts, as (text, piece)."""
    parts = [
        f"select {column} as text, "
        f"unnest(list_transform(range(1, length({column}) - {n} + 2), i -> substr({column}, i, {n}))) as piece "
        f"from {table} where length({column}) >= {n}"
        for n in lengths
    ]
    return " union all ".join([f"select {column} as text, {column} as piece from {table} where false", *parts])


def _names_found(connection: duckdb.DuckDBPyConnection) -> int:
    """How many distinct texts are a name, or hold one of three characters or more."""
    pieces = _pieces("value", "text", _lengths(connection, SHORTEST_INSIDE))
    query = f"""
        select count(distinct text) from (select text, text as piece from value union all {pieces})
        where piece in (select name from person)
    """
    return connection.execute(query).fetchone()[0]
