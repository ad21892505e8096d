"""Run a command and say what it took: seconds of CPU with all its descendants, wall time, memory of its largest process."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """CPU and wall in seconds, memory in MB, and what the command printed."""

    cpu: float
    wall: float
    memory: float
    output: str
    code: int


def measure(command: list, expect: tuple[int, ...] = (0,), **options) -> Cost:
    """Run to the end. RuntimeError with the command's last words when the exit code is not expected."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    output = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    code = child.returncode = os.waitstatus_to_exitcode(status)
    if code not in expect:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {code}:\n{output[-2000:]}")
    unit = 1024 if sys.platform.startswith("linux") else 1024**2
    wall = time.perf_counter() - started
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / unit, output, code)


def table(rows: list[tuple]) -> str:
    """Rows of texts as aligned columns; the first row is the head."""
    texts = [[str(c) for c in row] for row in rows]
    widths = [max(len(r[i]) for r in texts) for i in range(len(texts[0]))]
    lines = [
        "  ".join(
            c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(r, widths, strict=True))
        )
        for r in texts
    ]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:]])
