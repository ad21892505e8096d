"""Reading the published copy: the only thing that show, status and files look at."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from dagster_project.errors import UserError
from dagster_project.home import Home


@contextmanager
def published_file(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the file that mart.duckdb points at. UserError when nothing was published."""
    if not home.mart.exists():
        raise UserError(f"{home.path} 还没有发布过数据。请先运行 zhicheng --home {home.path} run")
    with duckdb.connect(str(home.mart.resolve()), read_only=True) as connection:
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, query: str, values: list = ()) -> tuple[list[str], list[tuple]]:
    """Column names and rows of a query."""
    found = connection.execute(query, values)
    return [column[0] for column in found.description], found.fetchall()


def records(connection: duckdb.DuckDBPyConnection, query: str, values: list = ()) -> list[dict]:
    """Rows as dictionaries by column name."""
    names, found = rows(connection, query, values)
    return [dict(zip(names, row, strict=True)) for row in found]


def tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Names of the published tables."""
    return [name for (name,) in connection.execute("select table_name from duckdb_tables() order by 1").fetchall()]


def bureau_code(text: str, home: Home) -> str:
    """The code of a body given by code, name, short name or alias. UserError (exit 2) when there is none."""
    names = []
    with (home.seeds("codes") / "reporting_body.csv").open(encoding="utf-8-sig", newline="") as lines:
        for body in csv.DictReader(lines):
            known = {body["bureau_code"], body["bureau_name"], body["bureau_short"]}
            if text in known | set((body["folder_aliases"] or "").split("|")):
                return body["bureau_code"]
            names.append(body["bureau_name"])
    raise UserError(f"没有报送单位“{text}”。可用：{'、'.join(names)}，或其代码。", exit_code=2)
