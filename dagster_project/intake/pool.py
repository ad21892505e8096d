"""Reading in worker processes: few files in flight, a dead worker costs its one file."""

import json
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue

import pyarrow as pa

from dagster_project.errors import UserError
from dagster_project.forms import FORMS_DIR
from dagster_project.home import REPO
from dagster_project.intake.container.kinds import READY, TOO_LARGE, TOO_SLOW
from dagster_project.intake.places import DIVISIONS


@dataclass(frozen=True)
class Job:
    """One file to read: an archived original with the extension it came with, and the year of its folder."""

    submission_id: str
    path: Path
    extension: str
    year: int
    raw_run: str


@dataclass(frozen=True)
class Limits:
    """Of one worker. memory_bytes: address space; seconds: wall time for one file."""

    memory_bytes: int = 1 << 30
    seconds: float = 120
    workers: int = os.cpu_count() or 1


LIMITS = Limits()


class Worker:
    """One process, started when first needed and again after it died."""

    def __init__(self, key: bytes, limits: Limits, forms: Path, divisions: Path = DIVISIONS):
        self.settings = {"key": key.hex(), "forms": str(forms), "divisions": str(divisions), **vars(limits)}
        self.process: subprocess.Popen | None = None

    def read(self, job: Job) -> tuple[dict, dict[str, pa.Table]]:
        """(reading, rows by form). A worker that died by chance is tried once more; the clock's kill is final."""
        for _ in range(2):
            try:
                return self._ask(job)
            except (OSError, EOFError, ValueError):
                code = self._bury()
                if code == -signal.SIGALRM:
                    return _returned(TOO_SLOW), {}
        return _returned(TOO_LARGE), {}

    def _ask(self, job: Job) -> tuple[dict, dict[str, pa.Table]]:
        if self.process is None or self.process.poll() is not None:
            self._start()
        self._send({"path": str(job.path), "extension": job.extension, "year": job.year,
                    "submission_id": job.submission_id, "raw_run": job.raw_run})  # fmt: skip
        line = self.process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        answer = json.loads(line)
        tables = {code: self._table(size) for code, size in answer.pop("sizes").items()}
        return answer, tables

    def _table(self, size: int) -> pa.Table:
        data = self.process.stdout.read(size)
        if len(data) < size:
            raise EOFError
        return pa.ipc.open_stream(data).read_all()

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


def read_all(jobs: Iterable[Job], key: bytes, limits: Limits = LIMITS, forms: Path = FORMS_DIR,
             divisions: Path = DIVISIONS) -> Iterator:  # fmt: skip
    """(job, reading, rows by form) of each job, in their order, while a few more are being read."""
    jobs = list(jobs)
    count = max(1, min(limits.workers, 1 + len(jobs) // 10))
    idle: LifoQueue[Worker] = LifoQueue()
    workers = [Worker(key, limits, forms, divisions) for _ in range(count)]
    for worker in workers:
        idle.put(worker)

    def one(job: Job):
        worker = idle.get()
        try:
            return job, *worker.read(job)
        finally:
            idle.put(worker)

    waiting, pending = deque(jobs), deque()
    try:
        with ThreadPoolExecutor(count) as threads:
            while waiting or pending:
                while waiting and len(pending) < 4 * count:
                    pending.append(threads.submit(one, waiting.popleft()))
                yield pending.popleft().result()
    finally:
        for worker in workers:
            worker.close()


def _returned(reason: str) -> dict:
    return {
        "outcome": "returned",
        "reason": reason,
        "forms": [],
        "rows": {},
        "years": [],
        "hidden": [],
        "notes": [],
    }
