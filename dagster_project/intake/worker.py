"""The worker process: reads files in batches, within limits of memory and time, and writes their rows.

Started by pool.py as `python -m dagster_project.intake.worker`. One JSON line in (a batch) gives one JSON line out for
each of its files (the reading), and an empty line once the rows of all of them stand in raw/<form>/<batch>.parquet.
Nothing else may be written to standard output. A file that breaks the process costs that file only: the parent sees
which one it was, and has the others read again.
"""

import gc
import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path

if __name__ == "__main__":
    sys.modules["numpy"] = None  # Arrow can do without; it costs half the start and much address space

from dagster_project.forms import Form, load_forms
from dagster_project.intake.container.kinds import DAMAGED, FAULT, READY, TOO_LARGE
from dagster_project.intake.container.limits import use_limits
from dagster_project.intake.container.saved import saved_in
from dagster_project.intake.layout.table import safe_label
from dagster_project.intake.parts import Parts
from dagster_project.intake.person import Persons
from dagster_project.intake.places import bodies_named, of_the_region, units_by_body, use_divisions
from dagster_project.intake.reading import Reading, read_file
from dagster_project.intake.records import FileRows
from dagster_project.intake.years import YearSigns, rules_of


def main() -> None:
    settings = json.loads(sys.stdin.buffer.readline())
    limit = settings["memory_bytes"]
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process even inside the reading library
    gc.disable()  # rows make no cycles: looking for some costs a third of the time
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints cannot disturb the answers
    folder = Path(settings["forms"])
    use_limits(folder)
    use_divisions(Path(settings["divisions"]))
    reader = Reader(folder, bytes.fromhex(settings["key"]))
    gc.freeze()  # what is there by now is not looked through after each batch
    out.write(READY)
    out.flush()
    for line in sys.stdin.buffer:
        reader.batch(json.loads(line), settings["seconds"], out)
        if reader.is_worn:
            return  # memory is fragmented: start afresh
        gc.collect()


class Reader:
    """Reads batches. is_worn: a file asked for more memory than there is."""

    def __init__(self, forms: Path, key: bytes):
        self.folder, self.all_forms = forms, load_forms(forms)
        self.forms: dict[int, tuple[Form, ...]] = {}
        self.persons, self.is_worn = Persons(key), False

    def batch(self, batch: dict, seconds: float, out) -> None:
        """Answer each file as it is read, then write the rows of all."""
        parts = Parts(Path(batch["raw"]), self.all_forms, batch["name"])
        for job in batch["jobs"]:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            reading, rows = self.read(job)
            if rows is not None:
                parts.add(rows)
            signal.setitimer(signal.ITIMER_REAL, 0)
            out.write(json.dumps(reading.as_dict()).encode() + b"\n")
            out.flush()
        parts.close()
        out.write(b"\n")
        out.flush()

    def read(self, job: dict) -> tuple[Reading, FileRows | None]:
        """What came of reading a file, and its rows."""
        year = job["year"]
        if year not in self.forms:
            self.forms[year] = load_forms(self.folder, year)
        rows = FileRows(job["submission_id"], self.persons, YearSigns(rules_of(self.folder, year), year))
        try:
            reading = read_file(Path(job["path"]), job["extension"], self.forms[year], rows.take)
            if reading.outcome != "read":
                return reading, None
            reading.marks, reading.units = rows.packed_marks(), units_by_body(rows.units)
            reading.of_region = of_the_region(rows.units)
            reading.years_told = rows.signs.said(lambda: _saved(job), bool(reading.years))
            reading.named, reading.copies = bodies_named(rows.titles), [[safe_label(label), *counts] for label, *counts in rows.copies()]
            return reading, rows
        except MemoryError:
            self.is_worn = True
            return Reading("returned", TOO_LARGE), None
        except Exception as error:  # noqa: BLE001 - a fault of ours: say where, never what was in the cell
            at = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__}，{Path(at.filename).name}:{at.lineno}"
            return Reading("returned", FAULT.format(where=where)), None
        except BaseException as error:  # the reading library panics with a BaseException
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            return Reading("returned", DAMAGED), None


def _saved(job: dict) -> str | None:
    """YYYY-MM in which the file was saved last, by itself or by its folder; None where that tells nothing."""
    return None if job["is_ahead"] else saved_in(Path(job["path"])) or job["changed"]


if __name__ == "__main__":
    main()
