"""Time the returned workbooks of 15 bodies with 20,000 marked rows, beside a plain openpyxl loop that loads and saves the
same files without marking anything.

    .venv/bin/python benchmarks/returned.py [--rows 20000] [--files 30]

--files: of each body; every seventh is a csv. Every row has two mistakes. Prints CPU seconds, memory and the ratio.
"""

import argparse
import csv
import io
import os
import resource
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from random import Random

import xlsxwriter

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).parent)]

from rosters import HEADER, person_row

from dagster_project import dbt_runner
from dagster_project.home import Home
from dagster_project.intake import take_in
from dagster_project.intake.bodies import load_folders
from dagster_project.returned import write_returned

TITLE = "2024年申报（高）级专业技术职称花名册（工程系列）"


def fill(home: Home, bodies: list[str], files: int, rows: int) -> None:
    """rows: in all; each with an unknown title (暂存) and an unknown education (提示)."""
    each = -(-rows // (len(bodies) * files))
    for b, body in enumerate(bodies):
        for n in range(files):
            rng, lines = Random(b * 1000 + n), []
            for number in range(each):
                line = person_row(rng, number + 1)
                line[2], line[7], line[12] = f"{body}第{rng.randrange(1, 40)}中学", "不详", "大工程师"
                lines.append(line)
            _write(home.inbox / "2024" / body / f"{n // 10:02}", f"花名册{n:03}", lines, is_text=n % 7 == 6)


def _write(folder: Path, name: str, lines: list[list], is_text: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if is_text:
        with (folder / f"{name}.csv").open("w", encoding="gb18030", errors="replace", newline="") as file:
            csv.writer(file).writerows([[TITLE], HEADER, *lines])
        return
    book = xlsxwriter.Workbook(str(folder / f"{name}.xlsx"))
    sheet = book.add_worksheet("花名册")
    border = book.add_format({"border": 1})
    sheet.merge_range(0, 0, 0, len(HEADER) - 1, TITLE)
    for at, line in enumerate([HEADER, *lines], 1):
        sheet.write_row(at, 0, line, border)
    book.close()


def plain(home: Home) -> None:
    """Every xlsx of the inbox loaded and saved by openpyxl."""
    from openpyxl import load_workbook

    for path in home.inbox.rglob("*.xlsx"):
        load_workbook(path).save(io.BytesIO())


def timed(work) -> tuple[float, object]:
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=20_000)
    options.add_argument("--files", type=int, default=30)
    args = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="returned-") as folder:
        home = Home(Path(folder) / "home").create()
        bodies = sorted({one.name for one in load_folders(home.seeds("codes") / "reporting_body.csv").values() if one.code})
        fill(home, bodies, args.files, args.rows)
        os.environ["ZHICHENG_HOME"] = str(home.path)
        take_in(home, "r1", datetime(2026, 1, 2, 3, 4), "abcdef01")
        dbt_runner.build(home, dbt_runner.load_manifest(dbt_runner.manifest_folder()), select="+mart_submission +int_finding")
        first, done = timed(lambda: write_returned(home))
        again, _ = timed(lambda: write_returned(home))
        bare, _ = timed(lambda: plain(home))
        size = sum(path.stat().st_size for path in home.outbox.rglob("*.xlsx"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(bodies)} bodies, {done.written} workbooks, {args.rows} marked rows, {size / 1e6:.1f} MB; failed {done.failed}")
    print(f"written     {first:6.1f} s CPU")
    print(f"again       {again:6.2f} s CPU (nothing new)")
    print(f"openpyxl    {bare:6.1f} s CPU (load and save only): written is {first / bare:.1f}x")
    print(f"memory      {memory:6.0f} MB (dbt included)")


if __name__ == "__main__":
    main()
