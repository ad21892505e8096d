"""A warehouse with two figure marts and the status marts, as small as the publish step allows."""

from datetime import datetime

import duckdb

from dagster_project.home import Home
from dagster_project.publish import publish
from dagster_project.quality.gates import Gate

AS_OF = datetime(2024, 6, 3, 9)
FIGURES = ("mart_pass_rate", "mart_tilt")
STATUS = ("mart_submission", "mart_finding", "mart_finding_row")


def gate(result: str = "通过", kind: str = "阻断", table: str = "mart_tilt", is_leak: bool = False) -> Gate:
    return Gate("检查", f"{table}.check", kind, result, "1 行", "0 行", table, is_leak)


def fill(home: Home, run_id: str, value: str = "") -> None:
    """Rebuild the warehouse and run_context as run `run_id` would; every mart holds one row with `value`."""
    home.warehouse.unlink(missing_ok=True)
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.helper as select 1 as a")
        for table in FIGURES + STATUS:
            connection.execute(
                f"create table marts.{table} as select 2023 as review_year, '150200' as bureau_code, "
                f"'包头市' as bureau_name, ? as value, ? as run_id, ?::timestamp as as_of, 'abcdef12' as policy_version",
                [value or run_id, run_id, AS_OF],
            )
        connection.execute(
            f"copy (select '{run_id}' as run_id, timestamp '{AS_OF}' as as_of, 'abcdef12' as policy_version) "
            f"to '{home.raw / 'run_context.parquet'}' (format parquet)"
        )


def run(home: Home, run_id: str, gates: list[Gate] | None = None, carry_over: bool = False, value: str = ""):
    """Build and publish one run; returns the published path."""
    fill(home, run_id, value)
    return publish(home, gates or [gate()], carry_over)


def runs(home: Home) -> dict[str, list[str]]:
    """{table: run ids of its rows} as a reader sees them now."""
    with duckdb.connect(str(home.mart.resolve()), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
        found = {t: connection.execute(f"select run_id from {t}").fetchall() for t in tables}
    return {table: [run_id for (run_id,) in rows] for table, rows in found.items()}
