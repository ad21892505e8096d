"""What must stay as it was for a body's year to be 已定稿: its files, what became of their rows, who applied and passed.

The same figures are reckoned by int_release from this run's rows and compared with these.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from dagster_project.home import Home
from dagster_project.releases.kept import in_force, manifest_of

SCHEMA = pa.schema(
    [("review_year", pa.int32()), ("release_no", pa.int32()), ("release_kind", pa.string()), ("released_at", pa.timestamp("us"))]
    + [("bureau_code", pa.string()), ("figure", pa.string()), ("number", pa.int32())]
)
HELD = """
    select coalesce(bureau_code, '') as bureau_code,
        concat_ws('/', 'file', submission_id, status, accepted, accepted_with_notice, set_aside) as figure, 1 as number
    from mart_submission
    where review_year = $year and status in ('已接收', '部分接收', '待确认', '已退回')
    union all
    select bureau_code, concat_ws('/', 'applied', series_code, level_code, program, mode), sum(applied)
    from mart_application
    where review_year = $year
    group by all having sum(applied) > 0
    union all
    select bureau_code, concat_ws('/', 'passed', series_code, level_code), sum(passed)
    from mart_pass_rate
    where review_year = $year
    group by all having sum(passed) > 0
    order by all
"""


def held(mart: Path, year: int) -> dict[str, dict[str, int]]:
    """{body's code, '' for the region's hand-downs: {figure: number}} of a published file and a year."""
    import duckdb

    found: dict[str, dict[str, int]] = {}
    with duckdb.connect(str(mart), read_only=True) as connection:
        for code, figure, number in connection.execute(HELD, {"year": year}).fetchall():
            found.setdefault(code, {})[figure] = int(number)
    return found


def table_of(home: Home, history: Iterable[dict]) -> pa.Table:
    """What the releases in force hold, as rows for dbt (raw/released.parquet)."""
    rows = [
        {"review_year": year, "release_no": one.number, "release_kind": one.kind, "released_at": datetime.fromisoformat(one.at),
         "bureau_code": code, "figure": figure, "number": number}
        for year, one in sorted(in_force(home, history).items())
        for code, figures in manifest_of(one.folder)["held"].items() for figure, number in figures.items()
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, SCHEMA)
