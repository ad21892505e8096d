"""One way of reading rosters, measured in this process: intake_ways.py WAY INBOX [FILES]. Prints JSON.

checksum: of ID number and name of every data row, added up, so that the order of files does not matter.
"""

import gc
import json
import resource
import shutil
import sys
import tempfile
import time
import zlib
from datetime import datetime
from pathlib import Path

ID, NAME = 14, 3  # positions of the columns in a roster


def used() -> float:
    """CPU seconds of this process and of the children that ended."""
    return sum(
        r.ru_utime + r.ru_stime
        for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def bare(files: list[Path]) -> int:
    from python_calamine import CalamineWorkbook

    total = 0
    for file in files:
        book = CalamineWorkbook.from_path(str(file))
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).iter_rows():
                if len(row) > ID and isinstance(row[0], float):
                    total += zlib.crc32(f"{row[ID]}{row[NAME]}".encode())
    return total


def read(files: list[Path]) -> int:
    """Our reading, without person keys, Parquet, archive and ledger."""
    from dagster_project.forms import load_forms
    from dagster_project.intake.reading import read_file

    gc.disable()  # as the worker does
    forms, total = load_forms(year=2024), 0

    def take(table, part) -> None:
        nonlocal total
        if part.columns:
            rows = zip(part.kinds, part.columns["id_number"], part.columns["person_name"], strict=True)
            total += sum(zlib.crc32(f"{i}{n}".encode()) for kind, i, n in rows if kind == "data")

    for file in files:
        read_file(file, ".xlsx", forms, take)
    return total


def pandas(files: list[Path]) -> int:
    import pandas as pd

    total = 0
    for file in files:
        frame = pd.read_excel(file, header=2, dtype=str, engine="openpyxl")
        pairs = zip(frame["身份证号"], frame["姓名"], strict=True)
        total += sum(zlib.crc32(f"{i}{n}".encode()) for i, n in pairs)
    return total


def polars(files: list[Path]) -> int:
    """Every cell as text, by column: what a number was stored as is lost, so an ID number typed as a number reads as
    one that was never given."""
    import fastexcel

    total = 0
    for file in files:
        book = fastexcel.read_excel(file)
        for name in book.sheet_names:
            frame = book.load_sheet(name, header_row=2, dtypes="string").to_polars()
            pairs = frame.select("身份证号", "姓名").drop_nulls().iter_rows()
            total += sum(zlib.crc32(f"{i}{n}".encode()) for i, n in pairs)
    return total


def take_in(inbox: Path, workers: int | None = None) -> dict:
    """To raw, in a home of its own; then again with one corrected file. The checksum is taken from the Parquet files."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from dagster_project.home import Home
    from dagster_project.intake import take_in as ours
    from dagster_project.intake.pool import LIMITS, Limits

    pa.array([0])  # the first one imports pandas: a part of the start, as all imports
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home").create()
        shutil.copytree(inbox, home.inbox, dirs_exist_ok=True)
        limits = Limits(workers=workers) if workers else LIMITS
        start = measured(start_worker)["cpu"]
        time.sleep(3.1)  # files that were written just now are looked at twice
        result = measured(lambda: ours(home, "run1", datetime(2024, 6, 3), "00000000", limits=limits))
        started = min(limits.workers, 1 + len(list(home.archive.iterdir())) // 10)
        result |= {"cpu": result["cpu"] - start * started, "start": start}
        total = 0
        for path in (home.raw / "roster_b").glob("run*.parquet"):
            rows = pq.read_table(path, columns=["row_kind", "id_number", "person_name"])
            columns = (rows[name].to_pylist() for name in rows.column_names)
            total += sum(
                zlib.crc32(f"{i}{n}".encode()) for kind, i, n in zip(*columns, strict=True) if kind == "data"
            )
        files = sorted(home.inbox.rglob("*.xlsx"))
        if len(files) > 1 and not workers:
            correct(files[0])
            time.sleep(3.1)
            again = measured(lambda: ours(home, "run2", datetime(2024, 6, 4), "00000000", limits=limits))
            result["second"] = again["cpu"] - start
        return {**result, "checksum": total}


def correct(file: Path) -> None:
    """Write a roster anew, the same people in it, one of them with another major."""
    from python_calamine import CalamineWorkbook
    from rosters import TOP, seed_of, write

    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).height - TOP
    write(file, rows, seed_of(*map(int, file.stem.split("_"))), corrected=True)


def start_worker() -> None:
    """One worker, started and ended without a file."""
    from dagster_project.forms import FORMS_DIR
    from dagster_project.intake.pool import LIMITS, Worker

    one = Worker(bytes(32), LIMITS, FORMS_DIR)
    one._start()
    one.close()


def measured(work) -> dict:
    """CPU, wall and memory (MB) of a piece of work, and what it returned."""
    cpu, wall = used(), time.perf_counter()
    found = work()
    most = [
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    took = {"cpu": used() - cpu, "wall": time.perf_counter() - wall, "memory": most[0], "worker": most[1]}
    return took | ({"checksum": found} if isinstance(found, int) else {})


def main() -> None:
    way, inbox, few = sys.argv[1], Path(sys.argv[2]), int((sys.argv[3:] or ["0"])[0])
    if way == "start":
        from dagster_project.intake import run  # noqa: F401

        print(json.dumps({"start": used()}))
        return
    files = sorted(inbox.rglob("*.xlsx"))
    files = files[:few] if few else files
    if way in ("take_in", "one_process"):
        import dagster_project.intake.run  # noqa: F401

        print(json.dumps(take_in(inbox, 1 if way == "one_process" else None)))
        return
    work = {"bare": bare, "read": read, "pandas": pandas, "polars": polars}[way]
    work(files[:1])  # imports are no part of it
    print(json.dumps(measured(lambda: work(files))))


if __name__ == "__main__":
    main()
