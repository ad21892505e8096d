"""The pipeline on the sample against a plain script that reads the same workbooks and reaches the same sums.

Use: .venv/bin/python benchmarks/pipeline.py [--rows 20000] [--workbooks 150] [--keep FOLDER]
Prints a table of CPU, wall and memory, the ratio to the plain script, and whether all sums agree (exit 1 if not).
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import duckdb
from timing import measure, table

HERE = Path(__file__).resolve().parent
ZHICHENG = Path(sys.executable).with_name("zhicheng")
PUBLISHED = {  # the plain script's sums, asked of the published marts
    "rows_read": "select review_year, form, sum(rows_in) from mart_submission"
    " where form is not null and submission_id is not null group by all having sum(rows_in) > 0",
    "by_body": "select review_year, bureau_code, sum(applied), sum(passed), sum(recognised) from mart_pass_rate group by all",
    "by_tilt": "select review_year, tilt_code, sum(applications) from mart_tilt group by all",
    "quota_total": "select review_year, sum(quota) as quota from mart_quota_usage where row_kind = 'line'"
    " group by all having sum(quota) is not null",
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20000)
    parser.add_argument("--workbooks", type=int, default=150)
    parser.add_argument("--keep", type=Path, help="use this folder and leave the home in it")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        return run(options.keep, options)
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), options)


def run(folder: Path, options) -> int:
    """Measure every step in a home of its own below folder; returns the exit code."""
    home, command = folder / "home", [ZHICHENG, "--home", folder / "home"]
    measure([*command, "init"])
    sample = measure(
        [*command, "sample", home / "inbox", "--rows", options.rows, "--workbooks", options.workbooks]
    )
    plain = measure([sys.executable, HERE / "plain.py", home / "inbox"])
    first = measure([*command, "run"])
    steps = [
        ("writing the sample", sample),
        ("plain script", plain),
        ("pipeline, all new", first),
        ("pipeline, nothing new", measure([*command, "run"])),
        (
            "annual workbook",
            measure([*command, "report", "annual", "--year", "2023", "--out", folder / "out"]),
        ),
    ]
    rows = [("step", "CPU s", "wall s", "MB", "CPU / plain")]
    rows += [
        (n, f"{c.cpu:.2f}", f"{c.wall:.2f}", f"{c.memory:.0f}", f"{c.cpu / plain.cpu:.2f}") for n, c in steps
    ]
    print(table(rows))
    return compare(json.loads(plain.output), home / "published" / "mart.duckdb")


def compare(plain: dict[str, list], mart: Path) -> int:
    """Say which sums of the plain script differ from the published ones; 0 when none does."""
    differing = 0
    with duckdb.connect(str(mart), read_only=True) as db:
        for name, query in PUBLISHED.items():
            ours = {tuple(row) for row in db.sql(query).fetchall()}
            theirs = {tuple(row) for row in plain[name]}
            differing += len(ours ^ theirs)
            print(
                f"{name}: {len(ours)} sums, "
                + ("all equal" if ours == theirs else f"differing {sorted(ours ^ theirs)}")
            )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
