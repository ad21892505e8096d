"""Which marts there are, and their text columns: asked of the database, so that a new mart is covered unasked."""

import duckdb

SCHEMA = "marts"


def mart_tables(connection: duckdb.DuckDBPyConnection, schema: str = SCHEMA) -> list[str]:
    """Names of all marts in a schema, in order."""
    query = """
        select table_name from information_schema.tables
        where table_schema = ? and starts_with(table_name, 'mart_') order by table_name
    """
    return [name for (name,) in connection.execute(query, [schema]).fetchall()]


def columns(connection: duckdb.DuckDBPyConnection, table: str, schema: str = SCHEMA) -> dict[str, str]:
    """{column: SQL type} of one table."""
    query = """
        select column_name, data_type from information_schema.columns
        where table_schema = ? and table_name = ? order by ordinal_position
    """
    return dict(connection.execute(query, [schema, table]).fetchall())


def text_columns(connection: duckdb.DuckDBPyConnection, table: str, schema: str = SCHEMA) -> list[str]:
    """Columns that can hold text, nested types included."""
    found = columns(connection, table, schema).items()
    return [name for name, kind in found if "VARCHAR" in kind or kind in ("JSON", "BLOB")]


def row_count(connection: duckdb.DuckDBPyConnection, table: str, schema: str = SCHEMA) -> int:
    """Number of rows of a table."""
    return connection.execute(f'select count(*) from "{schema}"."{table}"').fetchone()[0]
