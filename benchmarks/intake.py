"""Taking in against a bare python-calamine loop, polars/fastexcel and pandas + openpyxl, on the same rosters, with the same checksums.

Use: .venv/bin/python benchmarks/intake.py [--quick] [--repeat 3] [--keep FOLDER]
Prints one table: CPU (children counted), wall, memory, and the ratio to the bare loop of the same round. The start of a
process is measured apart and taken off every figure. Exit 1 when a checksum differs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from rosters import write_many
from timing import table

HERE = Path(__file__).resolve().parent
SIZES = {"2,000 x 50": (2000, 50), "100 x 10,000": (100, 10_000), "1 x 500,000": (1, 500_000)}
QUICK = {"200 x 50": (200, 50), "4 x 10,000": (4, 10_000), "1 x 50,000": (1, 50_000)}
SUBSET = 20_000  # rows at most that pandas + openpyxl reads; its figure is scaled up to all rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the files")
    parser.add_argument("--repeat", type=int, default=3, help="rounds; the median is printed")
    parser.add_argument("--keep", type=Path, help="write the rosters here and leave them")
    options = parser.parse_args()
    if options.keep:
        return run(options.keep, options)
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), options)


def run(folder: Path, options) -> int:
    """Measure every size; returns the exit code."""
    rows, differing = [("rosters", "what", "CPU s", "wall s", "MB", "MB worker", "CPU / bare")], 0
    for seed, (name, (files, length)) in enumerate((QUICK if options.quick else SIZES).items(), 1):
        inbox = folder / f"inbox_{files}_{length}"
        if not inbox.exists():
            write_many(inbox, files, length, seed)
        ways = {"bare": 0, "read": 0, "polars": 0, "take_in": 0, "one_process": 0}
        rounds = [{way: ask(way, inbox) for way in ways} for _ in range(options.repeat)]
        files_read = min(files, max(1, SUBSET // length))
        if files_read * length <= 5 * SUBSET:
            few = ask("pandas", inbox, files_read)
            scaled = {**few, "cpu": few["cpu"] * files / files_read, "wall": few["wall"] * files / files_read}
            rounds = [one | {"pandas": scaled} for one in rounds]
        rows += [line(name, way, rounds) for way in rounds[0]]
        second = [one["take_in"]["second"] for one in rounds if "second" in one["take_in"]]
        if second:
            cpu = median(second)
            share = cpu / median(one["take_in"]["cpu"] for one in rounds)
            rows.append(
                (
                    name,
                    "one corrected file, same process",
                    f"{cpu:.2f}",
                    "",
                    "",
                    "",
                    f"{share:.1%} of take_in",
                )
            )
        sums = {one[way]["checksum"] for one in rounds for way in ways}
        differing += len(sums) > 1
        print(f"{name}: checksums {'equal' if len(sums) == 1 else sums}", flush=True)
    print(table(rows))
    start = median(ask("start", folder)["start"] for _ in range(3))
    print(
        f"start of a process (not in the figures): {start:.2f} s CPU, of a worker included in take_in: see README"
    )
    return 1 if differing else 0


def line(name: str, way: str, rounds: list[dict]) -> tuple:
    """A row of the table: medians over the rounds, the ratio within each round."""
    of = lambda key: median(one[way][key] for one in rounds)
    ratio = median(one[way]["cpu"] / one["bare"]["cpu"] for one in rounds)
    return (
        name,
        way,
        f"{of('cpu'):.2f}",
        f"{of('wall'):.2f}",
        f"{of('memory'):.0f}",
        f"{of('worker'):.0f}",
        f"{ratio:.2f}",
    )


def ask(way: str, inbox: Path, files: int = 0) -> dict:
    """Run one way in a process of its own; what it printed."""
    env = os.environ | {"PYTHONPATH": f"{HERE.parent}:{HERE}"}
    command = [sys.executable, HERE / "intake_ways.py", way, str(inbox), str(files)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{way}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
