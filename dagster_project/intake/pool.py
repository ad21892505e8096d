"""Reading in worker processes: one batch of files each in flight, a dead worker costs its one file."""

import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from queue import LifoQueue

from dagster_project.errors import UserError
from dagster_project.forms import FORMS_DIR
from dagster_project.home import REPO
from dagster_project.intake.container.kinds import READY, TOO_LARGE, TOO_SLOW
from dagster_project.intake.places import DIVISIONS


@dataclass(frozen=True)
class Job:
    """One file to read: an archived original with the extension it came with, the year of its folder, and the month in which
    it was changed last where that is before this year; is_ahead: it was handed in before that year began, so that whenever it was saved tells nothing.
    """

    submission_id: str
    path: Path
    extension: str
    year: int
    changed: str | None = None
    is_ahead: bool = False


@dataclass(frozen=True)
class Limits:
    """Of one worker. memory_bytes: what it may ask for, code and libraries not counted; seconds: wall time for one file."""

    memory_bytes: int = 920 << 20
    seconds: float = 120
    workers: int = os.cpu_count() or 1


LIMITS = Limits()
BATCH_FILES, BATCH_BYTES = 200, 4 << 20


class Worker:
    """One process, started when first needed and again after it died."""

    def __init__(self, key: bytes, limits: Limits, forms: Path, divisions: Path = DIVISIONS):
        self.settings = {"key": key.hex(), "forms": str(forms), "divisions": str(divisions), **vars(limits)}
        self.process: subprocess.Popen | None = None
        self.tried: set[Job] = set()  # files at which a process died

    def read(self, jobs: list[Job], raw: Path, names: Iterator[str]) -> list[tuple[Job, dict]]:
        """(job, reading) of each, in order; a reading's raw_run is the name of the Parquet files that hold its rows.

        The process that died leaves no rows: those before and after the file it was at are read again. That file is
        tried once more by itself, unless it was the clock that ended it.
        """
        name, done = next(names), []
        try:
            self._ask(jobs, raw, name, done)
            return [
                (job, {**r, "raw_run": name if r["forms"] else None})
                for job, r in zip(jobs, done, strict=True)
            ]
        except (OSError, EOFError, ValueError):
            at = min(len(done), len(jobs) - 1)
            ended = [(jobs[at], _returned(TOO_SLOW if self._bury() == -signal.SIGALRM else TOO_LARGE))]
        if ended[0][1]["reason"] == TOO_LARGE and not (len(jobs) == 1 and jobs[0] in self.tried):
            self.tried.add(jobs[at])
            ended = self.read([jobs[at]], raw, names)
        before, after = jobs[:at], jobs[at + 1 :]
        return [
            *(self.read(before, raw, names) if before else ()),
            *ended,
            *(self.read(after, raw, names) if after else ()),
        ]

    def _ask(self, jobs: list[Job], raw: Path, name: str, done: list[dict]) -> None:
        """Adds the readings to `done`. Raises EOFError when the process ended before all was written."""
        if self.process is None or self.process.poll() is not None:
            self._start()
        sent = [{**vars(job), "path": str(job.path)} for job in jobs]
        self._send({"name": name, "raw": str(raw), "jobs": sent})
        while (line := self.process.stdout.readline()) != b"\n":
            if not line.endswith(b"\n"):
                raise EOFError
            done.append(json.loads(line))

    def _start(self) -> None:
        """Raises UserError when there is no worker to be had: that is no fault of a file."""
        env = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONWARNINGS")}
        env |= {"PYTHONPATH": str(REPO), "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
        command = [sys.executable, "-X", "utf8", "-m", "dagster_project.intake.worker"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        try:
            self.process = subprocess.Popen(command, env=env, **pipes)
            self._send(self.settings)
            answer = self.process.stdout.readline()
        except OSError:
            answer = b""
        if answer != READY:
            self._bury()
            raise UserError("读取文件的进程无法启动。请运行 zhicheng doctor 检查安装和可用内存。")

    def _send(self, message: dict) -> None:
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def _bury(self) -> int | None:
        if self.process is None:
            return None
        if not self._ended():
            self.process.kill()
        code = self.process.wait()
        self.close()
        return code

    def _ended(self) -> bool:
        """The pipe closes a moment before the process is gone: wait for its own exit code."""
        try:
            self.process.wait(2)
            return True
        except subprocess.TimeoutExpired:
            return False

    def close(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            try:
                pipe.close()
            except OSError:
                pass
        process.wait()


def read_all(jobs: Iterable[Job], key: bytes, raw: Path, name: str, limits: Limits = LIMITS,
             forms: Path = FORMS_DIR, divisions: Path = DIVISIONS) -> Iterator[tuple[Job, dict]]:  # fmt: skip
    """(job, reading) of each job, in their order; rows go to raw/<form>/<name>.parquet and <name>_p<number>.parquet."""
    jobs = list(jobs)
    count = max(1, min(limits.workers, 1 + len(jobs) // 10))
    batches = list(_batches(jobs, max(1, -(-len(jobs) // (2 * count)))))
    idle: LifoQueue[Worker] = LifoQueue()
    workers = [Worker(key, limits, forms, divisions) for _ in range(count)]
    for worker in workers:
        idle.put(worker)

    def one(number: int, batch: list[Job]) -> list[tuple[Job, dict]]:
        first = f"{name}_p{number}" if number else name
        names = chain([first], (f"{name}_p{number}_{again}" for again in itertools.count(1)))
        worker = idle.get()
        try:
            return worker.read(batch, raw, names)
        finally:
            idle.put(worker)

    try:
        with ThreadPoolExecutor(count) as threads:
            for found in threads.map(one, itertools.count(), batches):
                yield from found
    finally:
        for worker in workers:
            worker.close()


def _batches(jobs: list[Job], most: int) -> Iterator[list[Job]]:
    """Files that one worker reads before it writes their rows: few enough to be read again, large ones alone."""
    batch, size = [], 0
    for job in jobs:
        more = job.path.stat().st_size
        if batch and (len(batch) >= min(most, BATCH_FILES) or size + more > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(job)
        size += more
    if batch:
        yield batch


def _returned(reason: str) -> dict:
    return {
        "outcome": "returned",
        "reason": reason,
        "raw_run": None,
        "forms": [],
        "rows": {},
        "years": [],
        "hidden": [],
        "notes": [],
    }
