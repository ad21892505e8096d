"""Every mart must carry bureau_code: a table without it could not be filtered by body."""

import duckdb

from dagster_project.quality.gates import BLOCK, Gate, result_of
from dagster_project.quality.tables import columns, mart_tables, row_count

SUITE = "行过滤"
NEEDED = ("bureau_code", "bureau_name", "review_year", "run_id", "as_of", "policy_version")


def row_filter_gates(connection: duckdb.DuckDBPyConnection) -> list[Gate]:
    """One gate a mart: its row filter and provenance columns are there."""
    gates = []
    for table in mart_tables(connection):
        present = columns(connection, table)
        missing = [name for name in NEEDED if name not in present]
        gates.append(
            Gate(
                suite=SUITE,
                check_id=f"{table}.row_filter",
                kind=BLOCK,
                result=result_of(not missing, BLOCK, row_count(connection, table)),
                observed=f"缺 {'、'.join(missing)}" if missing else "列齐全",
                threshold="、".join(NEEDED),
                table=table,
                is_leak="bureau_code" in missing,
            )
        )
    return gates
