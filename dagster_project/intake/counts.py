"""How many data rows of each submission raw holds."""

import duckdb
import pyarrow.parquet as pq

from dagster_project.home import Home


def rows_read(home: Home, ids: set[str]) -> dict[str, int]:
    """{submission id: data rows} of the reading in force; a submission without rows is not among them."""
    table = pq.read_table(home.raw / "submission.parquet", columns=["submission_id", "raw_run"]).to_pylist()
    wanted = {
        (row["submission_id"], row["raw_run"])
        for row in table
        if row["submission_id"] in ids and row["raw_run"]
    }
    runs = {run for _, run in wanted}
    files = [str(file) for run in sorted(runs) for file in sorted(home.raw.glob(f"*/{run}.parquet"))]
    if not files:
        return {}
    query = """
        select submission_id, raw_run, count(*) from read_parquet(?, union_by_name = true)
        where row_kind = 'data' group by all
    """
    with duckdb.connect() as connection:
        found = connection.execute(query, [files]).fetchall()
    return {name: rows for name, run, rows in found if (name, run) in wanted}
