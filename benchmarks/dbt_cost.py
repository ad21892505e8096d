"""What dbt costs beside its own SQL: fixed on an empty home, and marginal at a million rows against that SQL run bare.

Use: .venv/bin/python benchmarks/dbt_cost.py [--rows 1000000] [--keep FOLDER]
Rows are those of a sample, repeated as other persons in the same files. "Bare" executes the very SQL that dbt compiled, in
the order in which dbt ran it, on the same seeds and raw rows, through duckdb alone. Prints CPU and wall of all four, the
fixed cost (dbt, empty home) and the marginal ratio (dbt - dbt empty) / (bare - bare empty), and whether all marts agree.
Aims: fixed at most 8 s of CPU, marginal at most 1.3. Exit 1 when the marts differ.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import duckdb
from timing import Cost, measure, table

ZHICHENG = Path(sys.executable).with_name("zhicheng")
BUILD = """
import sys
from pathlib import Path
from dagster_project import dbt_runner
from dagster_project.home import Home
dbt_runner.build(Home(Path(sys.argv[1])), dbt_runner.load_manifest(dbt_runner.manifest_folder()))
"""
TAKE_IN = """
import sys
from datetime import datetime
from pathlib import Path
from dagster_project.home import Home
from dagster_project.intake import take_in
take_in(Home(Path(sys.argv[1])), "r1", datetime(2026, 1, 2), "0" * 8)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="use this folder and leave the homes in it")
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        return bare(options.bare)
    if options.keep:
        return compare(options.keep.absolute(), options.rows)
    with tempfile.TemporaryDirectory() as folder:
        return compare(Path(folder), options.rows)


def compare(folder: Path, rows: int) -> int:
    """Measure both homes both ways; returns the exit code."""
    empty, full = made(folder / "empty", 0), made(folder / "full", rows)
    measure([sys.executable, "-c", "from dagster_project.dbt_runner import manifest_folder as f; f()"])
    steps = [("dbt, empty", built(empty)), ("bare, empty", run_bare(empty)), ("dbt, full", built(full)), ("bare, full", run_bare(full))]
    print(table([("", "CPU s", "wall s", "MB"), *((n, f"{c.cpu:.1f}", f"{c.wall:.1f}", f"{c.memory:.0f}") for n, c in steps)]))
    dbt_empty, bare_empty, dbt_full, bare_full = (cost for _, cost in steps)
    counted = duckdb.connect(str(full / "warehouse.duckdb"), read_only=True).execute("select count(*) from resolved.int_roster_row").fetchone()
    print(f"\nroster rows: {counted[0]}")
    for kind in ("cpu", "wall"):
        fixed, more, plain = getattr(dbt_empty, kind), _more(dbt_full, dbt_empty, kind), _more(bare_full, bare_empty, kind)
        print(f"{kind}: fixed {fixed:.1f} s (aim 8), marginal {more:.1f} s against {plain:.1f} s bare: {more / plain:.2f} (aim 1.3)")
    different = differing(full)
    print("marts agree" if not different else f"marts differ: {', '.join(different)}")
    return 1 if different else 0


def _more(full: Cost, empty: Cost, kind: str) -> float:
    return getattr(full, kind) - getattr(empty, kind)


def made(home: Path, rows: int) -> Path:
    """A home with its raw rows; rosters repeated until they have this many rows."""
    measure([ZHICHENG, "--home", home, "init"])
    if rows:
        measure([ZHICHENG, "--home", home, "sample", home / "inbox", "--rows", 10000, "--workbooks", 60])
    measure([sys.executable, "-c", TAKE_IN, home])
    if rows:
        with duckdb.connect() as connection:
            paths = list((home / "raw" / "roster_b").glob("r1*.parquet"))
            have = connection.execute("select count(*) from read_parquet(?) where row_kind = 'data'", [list(map(str, paths))]).fetchone()[0]
            for path in paths:
                connection.execute(f"""
                    copy (
                        select * replace (cast(row_no + n * 100000 as integer) as row_no, case n when 0 then person_key else person_key || n end as person_key)
                        from '{path}', range({max(1, rows // have)}) as r(n) where n = 0 or row_kind = 'data'
                    ) to '{path}.new' (format parquet)""")
                os.replace(f"{path}.new", path)
    return home


def built(home: Path) -> Cost:
    """As a run builds it; then once more, not measured, with dbt's JSON of the SQL it compiled."""
    plain = os.environ | {"ZHICHENG_HOME": str(home)}
    cost = measure([sys.executable, "-c", BUILD, home], env=plain)
    measure([sys.executable, "-c", BUILD, home], env=plain | {"DBT_WRITE_JSON": "true"})
    return cost


def run_bare(home: Path) -> Cost:
    """The same SQL on a copy of the built warehouse: its seeds and views on raw rows are used, its models made anew."""
    other = home / "bare"
    other.mkdir(exist_ok=True)
    shutil.copy(home / "warehouse.duckdb", other / "warehouse.duckdb")
    return measure([sys.executable, __file__, "--bare", home])


def bare(home: Path) -> int:
    """Execute what dbt compiled, in its order, each model as the table or view that it is."""
    target = home / "dagster" / "dbt"
    statements = []
    for result in json.loads((target / "run_results.json").read_text("utf-8"))["results"]:
        if result["unique_id"].startswith("model."):
            statements.append((result["relation_name"], result["compiled_code"]))
    with duckdb.connect(str(home / "bare" / "warehouse.duckdb")) as connection:
        views = {f'"warehouse"."{s}"."{n}"' for s, n in connection.execute("select schema_name, view_name from duckdb_views()").fetchall()}
        for name, sql in statements:
            connection.execute(f"create or replace {'view' if name in views else 'table'} {name} as {sql}")
    return 0


def differing(home: Path) -> list[str]:
    """Marts whose rows are not the same both ways."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{home / 'warehouse.duckdb'}' as dbt (read_only)")
        connection.execute(f"attach '{home / 'bare' / 'warehouse.duckdb'}' as bare (read_only)")
        names = [n for (n,) in connection.execute("select table_name from duckdb_tables() where database_name = 'dbt' and schema_name = 'marts'").fetchall()]
        rows = "select count(*) from (from {a}.marts.{n} except all from {b}.marts.{n})"
        return [n for n in names if any(connection.execute(rows.format(a=a, b=b, n=n)).fetchone()[0] for a, b in (("dbt", "bare"), ("bare", "dbt")))]


if __name__ == "__main__":
    sys.exit(main())
