"""Build one published file: mart tables only, copied from the warehouse or, where a gate blocks, from the last file."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from dagster_project.home import Home
from dagster_project.publish.gate_history import beginnings
from dagster_project.publish.gate_table import write_gates
from dagster_project.quality.gates import Gate
from dagster_project.quality.tables import mart_tables

# Published even when a gate blocks the figures: they tell a body what to mend.
STATUS_MARTS = ("mart_submission", "mart_finding", "mart_finding_row")


@dataclass(frozen=True)
class RunContext:
    """Provenance of one run; as_of is Beijing time without a zone."""

    run_id: str
    as_of: datetime
    policy_version: str


def read_context(home: Home) -> RunContext:
    """The run whose rows raw holds, as intake recorded it."""
    query = "select run_id, as_of, policy_version from read_parquet(?)"
    with duckdb.connect() as connection:
        row = connection.execute(query, [str(home.raw / "run_context.parquet")]).fetchone()
    return RunContext(*row)


def build_file(home: Home, gates: list[Gate], carry_over: bool) -> Path:
    """Write published/mart-<run>.duckdb.tmp, checkpointed and flushed; returns its path."""
    context = read_context(home)
    path = home.published / f"mart-{context.run_id}.duckdb.tmp"
    path.unlink(missing_ok=True)
    last = home.mart.resolve() if home.mart.exists() else None
    with duckdb.connect(config={"threads": 1}) as connection:  # two share a table at a fifth more CPU
        connection.execute(f"attach '{_quoted(home.warehouse)}' as warehouse (read_only)")
        # The oldest storage version: every reader from duckdb 1.0 on opens it.
        connection.execute(f"attach '{_quoted(path)}' as next (storage_version 'v1.0.0')")
        if last:
            connection.execute(f"attach '{_quoted(last)}' as last (read_only)")
        _copy_tables(connection, _stay(gates) if carry_over else set(), carry_over, bool(last))
        write_gates(connection, gates, context, beginnings(home, gates, context.as_of))
        connection.execute("checkpoint next")
        connection.execute("detach next")
    _flush(path)
    return path


def _stay(gates: list[Gate]) -> set[str]:
    """Status tables that must not be refreshed either: what they hold now must not be shown."""
    return {gate.table for gate in gates if gate.is_blocking and gate.is_leak}


def _copy_tables(connection, leaking: set[str], carry_over: bool, has_last: bool) -> None:
    """Fresh tables from the warehouse; carried ones from the last file, or empty where there is none."""
    fresh = mart_tables(connection)
    old = _tables_of(connection, "last") if has_last else []
    kept = [t for t in old if t not in STATUS_MARTS and t != "mart_gate"] if carry_over else []
    for table in sorted({*fresh, *kept}):
        if not carry_over or (table in STATUS_MARTS and table not in leaking):
            source = f'warehouse.marts."{table}"'
        elif table in old:
            source = f'last.main."{table}"'
        else:
            source = f'warehouse.marts."{table}" limit 0'
        connection.execute(f'create table next.main."{table}" as from {source}')


def _tables_of(connection, database: str) -> list[str]:
    query = "select table_name from duckdb_tables() where database_name = ? order by 1"
    return [name for (name,) in connection.execute(query, [database]).fetchall()]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _flush(path: Path) -> None:
    """Owner-only, and on the disk before anything points at it."""
    path.chmod(0o600)
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
