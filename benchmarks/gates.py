"""What checks and gates cost in a run: CPU and memory of each step on many rosters, and the share of checks and gates.

Use: .venv/bin/python benchmarks/gates.py [--rows 1000000] [--files 100] [--keep FOLDER]
Each step is a process of its own, as in a run but for Dagster. "Checks" executes the SQL that dbt compiled of all checks once
more, alone. Aims: checks and gates at most 15 % of the CPU beyond importing Great Expectations, no step above 2,048 MB.
Exit 1 where one is missed.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from timing import Cost, measure, table

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from rosters import write_many

HEAD = """
import json, sys
from datetime import datetime
from pathlib import Path
import duckdb
from dagster_project.home import Home
home = Home(Path(sys.argv[1])).create()
"""
TAKE_IN = HEAD + """
from dagster_project.intake import take_in
take_in(home, "r1", datetime(2026, 1, 2), "abcdef01")
"""
BUILD = HEAD + """
from dagster_project import dbt_runner
dbt_runner.build(home, dbt_runner.load_manifest(dbt_runner.manifest_folder()))
"""
CHECKS = HEAD + """
[code] = (home.dagster / "dbt" / "compiled").rglob("int_finding.sql")
with duckdb.connect(str(home.warehouse), read_only=True) as connection:
    connection.execute("create temp table found as " + code.read_text("utf-8"))
    print(*connection.execute("select count(*) from found").fetchone())
"""
TESTS = HEAD + """
from dagster_project import dbt_runner
from dagster_project.quality.dbt_tests import dbt_gates
from dagster_project.quality.gates import save_gates
folder = dbt_runner.manifest_folder()
results = dbt_runner.test(home, folder)
with duckdb.connect(str(home.warehouse), read_only=True) as connection:
    gates = dbt_gates(results, json.loads((folder / "manifest.json").read_text("utf-8")), connection)
save_gates(home, "r1", "dbt", gates)
print(sum(gate.is_blocking for gate in gates), len(gates))
"""
SUITES = HEAD + """
from dagster_project.quality.gates import save_gates
from dagster_project.quality.suites import last_figures, run_suites
with duckdb.connect(str(home.warehouse), read_only=True) as connection:
    last_figures(connection)
    gates = run_suites(connection)
save_gates(home, "r1", "tables", gates)
print(sum(gate.is_blocking for gate in gates), len(gates))
"""
LEAKS = HEAD + """
from dagster_project.quality import personal, row_filter
with duckdb.connect(str(home.warehouse), read_only=True) as connection:
    gates = [*row_filter.row_filter_gates(connection), *personal.personal_gates(connection)]
print(sum(gate.is_blocking for gate in gates), len(gates))
"""
IMPORT = HEAD + "from dagster_project.quality.suites import _quiet_context\n_quiet_context().data_sources.add_pandas('w')"
PUBLISH = HEAD + """
from dagster_project.publish import publish
from dagster_project.quality.gates import load_gates
publish(home, load_gates(home, "r1"), False)
"""
SHARE, MEMORY = 0.15, 2048


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--keep", type=Path, help="use this folder and leave the home in it")
    options = parser.parse_args()
    if options.keep:
        return judge(options.keep.absolute(), options)
    with tempfile.TemporaryDirectory(prefix="gates-") as folder:
        return judge(Path(folder), options)


def judge(folder: Path, options) -> int:
    """Every step in a home below folder, then the shares; returns the exit code."""
    home = folder / "home"
    if not (home / "inbox").exists():
        write_many(home / "inbox", options.files, options.rows // options.files)
    costs = {}
    for name, code in (("taking in", TAKE_IN), ("dbt build", BUILD)):
        costs[name] = step(code, home)
    later = (("checks", CHECKS), ("dbt tests", TESTS), ("suites", SUITES), ("leaks", LEAKS), ("publishing", PUBLISH), ("import GX", IMPORT), ("empty", HEAD))
    for name, code in later:
        costs[name] = step(code, home)
    rows = [(name, f"{c.cpu:.1f}", f"{c.wall:.1f}", f"{c.memory:.0f}", _last(c.output)) for name, c in costs.items()]
    print(table([("step", "CPU s", "wall s", "MB", "found / blocking, gates"), *rows]))
    cpu = {name: cost.cpu for name, cost in costs.items()}
    bare = cpu["empty"]
    gates = sum(cpu[name] - bare for name in ("checks", "dbt tests", "suites", "leaks")) - (cpu["import GX"] - bare)
    whole = sum(cpu[name] for name in ("taking in", "dbt build", "dbt tests", "suites", "leaks", "publishing"))
    most = max(cost.memory for cost in costs.values())
    print(f"\n{options.rows} rows: checks and gates {gates:.1f} of {whole:.1f} s CPU: {gates / whole:.1%} (aim {SHARE:.0%}); most memory {most:.0f} MB (aim {MEMORY})")
    return 0 if gates <= SHARE * whole and most <= MEMORY else 1


def _last(output: str) -> str:
    """The last line but for DuckDB's progress bars."""
    return next((line for line in reversed(output.splitlines()) if line.strip() and "▕" not in line), "")


def step(code: str, home: Path) -> Cost:
    return measure([sys.executable, "-c", code, home], env=os.environ | {"ZHICHENG_HOME": str(home)})


if __name__ == "__main__":
    sys.exit(main())
