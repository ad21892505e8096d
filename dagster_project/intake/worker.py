"""The worker process: reads one file after another, within limits of memory and time.

Started by pool.py as `python -m dagster_project.intake.worker`. One JSON line in (a job) gives one JSON line out
(the reading and the size of each form's rows), followed by those rows as Arrow streams. Nothing else may be written
to standard output. A file that breaks the process costs that file only.
"""

import io
import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path

if __name__ == "__main__":
    sys.modules["numpy"] = None  # Arrow can do without; it costs half the start and much address space
import pyarrow as pa

from dagster_project.forms import load_forms
from dagster_project.intake.container.kinds import DAMAGED, FAULT, READY, TOO_LARGE
from dagster_project.intake.container.limits import use_limits
from dagster_project.intake.places import units_by_body, use_divisions
from dagster_project.intake.reading import Reading, read_file
from dagster_project.intake.records import Collector


def main() -> None:
    settings = json.loads(sys.stdin.buffer.readline())
    limit = settings["memory_bytes"]
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process even inside the reading library
    key = bytes.fromhex(settings["key"])
    forms = {}
    use_limits(Path(settings["forms"]))
    use_divisions(Path(settings["divisions"]))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints cannot disturb the answers
    out.write(READY)
    out.flush()
    for line in sys.stdin.buffer:
        job = json.loads(line)
        year = job["year"]
        if year not in forms:
            forms[year] = load_forms(Path(settings["forms"]), year)
        signal.setitimer(signal.ITIMER_REAL, settings["seconds"])
        reading, payloads = _work(job, forms[year], key)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _answer(out, reading, payloads)
        if reading.reason == TOO_LARGE:
            return  # memory is fragmented: start afresh


def _work(job: dict, forms: tuple, key: bytes) -> tuple[Reading, dict[str, bytes]]:
    try:
        rows = Collector(job["submission_id"], job["raw_run"], key)
        reading = read_file(Path(job["path"]), job["extension"], forms, rows.take)
        if reading.outcome != "read":
            return reading, {}
        reading.marks, reading.units = rows.packed_marks(), units_by_body(rows.units)
        tables = {form.code: rows.table_of(form) for form in forms if form.code in reading.forms}
        return reading, {code: _stream(table) for code, table in tables.items()}
    except MemoryError:
        return Reading("returned", TOO_LARGE), {}
    except Exception as error:  # noqa: BLE001 - a fault of ours: say where, never what was in the cell
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}，{Path(at.filename).name}:{at.lineno}"
        return Reading("returned", FAULT.format(where=where)), {}
    except BaseException as error:  # the reading library panics with a BaseException
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return Reading("returned", DAMAGED), {}


def _stream(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _answer(out, reading: Reading, payloads: dict[str, bytes]) -> None:
    sizes = {code: len(data) for code, data in payloads.items()}
    out.write(json.dumps({**reading.as_dict(), "sizes": sizes}).encode() + b"\n")
    for data in payloads.values():
        out.write(data)
    out.flush()


if __name__ == "__main__":
    main()
