"""What the reports cost: the region and all bodies, both editions, all files of one year; CPU seconds by kind of file.

Use: .venv/bin/python benchmarks/reports.py [--mart FILE] [--year 2023] [--rows 100000]
Without --mart a demonstration of --rows applications is made and run first, in a folder that is removed (some minutes).
Aims: everything under 60 s of CPU, one brief as the command writes it under 3 s.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import duckdb
from timing import measure, table

from dagster_project import reports
from dagster_project.reports import annual as module
from dagster_project.reports import files

ZHICHENG = Path(sys.executable).with_name("zhicheng")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mart", type=Path)
    parser.add_argument("--year", type=int, default=2023)
    parser.add_argument("--rows", type=int, default=100000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        mart = args.mart.resolve() if args.mart else _made(Path(folder) / "home", args)
        return _timed(mart, args.year, Path(folder))


def _made(home: Path, args) -> Path:
    line = [ZHICHENG, "--home", home]
    measure([*line, "init"])
    measure([*line, "sample", home / "inbox", "--rows", args.rows, "--workbooks", max(40, args.rows // 300), "--seed", 3])
    print(measure([*line, "run"]).output)
    return (home / "published" / "mart.duckdb").resolve()


def _timed(mart: Path, year: int, folder: Path) -> int:
    with duckdb.connect(str(mart), read_only=True) as db:
        query = "select distinct bureau_code from mart_pass_rate where review_year = ? order by 1"
        bodies = [code for (code,) in db.execute(query, [year]).fetchall()]
        applied = db.execute("select sum(applied) from mart_pass_rate where review_year = ?", [year]).fetchone()[0]
    spent, counts, numbers = defaultdict(float), defaultdict(int), 0
    _count_time(spent)
    started = time.process_time()
    for edition in ("内部", "公开"):
        for bureau in (None, *bodies):
            out = folder / edition / (bureau or "region")
            written = reports.write_annual_files(mart, year, bureau, out, edition=edition)
            written |= reports.write_brief(mart, year, bureau, out, edition=edition)
            numbers += sum(map(len, written.values()))
            for path in written:
                counts[path.suffix] += 1
    total = time.process_time() - started
    rows = [("kind", "files", "CPU s")]
    rows += [(kind, counts.get(kind, ""), f"{seconds:.1f}") for kind, seconds in sorted(spent.items())]
    rows += [("contents and the rest", "", f"{total - sum(spent.values()):.1f}"), ("all", sum(counts.values()), f"{total:.1f}")]
    print(f"{year}: {applied} applications, {len(bodies)} bodies and the region, both editions, {numbers} figures written")
    print(table(rows))
    brief = _brief_by_command(mart, year)
    print(f"one brief, in a process of its own: {brief:.1f} s CPU (aim 3); all files: {total:.1f} s (aim 60)")
    return int(total > 60 or brief > 3)


def _count_time(spent: dict) -> None:
    """Add the CPU of each writer to spent, by kind of file."""
    placed = files.placed

    def timed(target: Path, write):
        started = time.process_time()
        record = placed(target, write)
        spent[target.suffix] += time.process_time() - started
        return record

    module.placed = files.placed = timed
    pictures = files._pictures

    def drawn(document, record):
        started = time.process_time()
        found = pictures(document, record)
        spent["charts"] += time.process_time() - started
        return found

    files._pictures = drawn


def _brief_by_command(mart: Path, year: int) -> float:
    code = "import sys; from pathlib import Path; from dagster_project.reports import write_brief; "
    code += "write_brief(Path(sys.argv[1]), int(sys.argv[2]), None, Path(sys.argv[3]))"
    with tempfile.TemporaryDirectory() as out:
        return measure([sys.executable, "-c", code, mart, year, out]).cpu


if __name__ == "__main__":
    sys.exit(main())
