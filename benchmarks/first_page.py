"""From a bare machine to the first page: `make run` in a fresh clone with an empty HOME, step by step, then once more.

Use: python3 benchmarks/first_page.py [--port 8188]. Needs git, make, Python 3.11 and the package registries.
A step is named by the line that `make run` prints as it begins and ends at the next line; the page counts when its login answers 200.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from timing import table

REPO = Path(__file__).resolve().parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8188)
    port = parser.parse_args().port
    with tempfile.TemporaryDirectory() as folder:
        clone, home = Path(folder, "clone"), Path(folder, "empty-home")
        home.mkdir()
        subprocess.run(["git", "clone", "-q", REPO, clone], check=True)
        rows = [("step", "wall s")]
        try:
            for name in ("first", "second"):
                rows += [
                    (f"{name} make run: {text}", f"{seconds:.1f}")
                    for text, seconds in make_run(clone, home, port)
                ]
        finally:
            subprocess.run(
                ["make", "-s", "stop"], check=False, cwd=clone, env=_environment(home), capture_output=True
            )
    print(table(rows))
    return 0


def make_run(clone: Path, home: Path, port: int) -> list[tuple[str, float]]:
    """Time the lines of one `make run`. Returns (line, seconds) of each step, then the page and the whole."""
    started, seen, page = time.perf_counter(), [("start", 0.0)], {}
    watcher = threading.Thread(target=_watch, args=(port, started, page), daemon=True)
    watcher.start()
    command = ["make", "run", f"PORT={port}"]
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, cwd=clone, env=_environment(home), **pipe) as child:
        for line in child.stdout:
            seen.append((line.strip()[:40], time.perf_counter() - started))
    whole = time.perf_counter() - started
    if child.returncode:
        raise SystemExit(f"make run ended with {child.returncode}: {seen[-1][0]}")
    watcher.join(timeout=60)
    ends = [at for _, at in seen[1:]] + [whole]
    steps = [
        (f"after “{text}”", end - at) for (text, at), end in zip(seen, ends, strict=True) if end - at >= 0.5
    ]
    return [*steps, ("page answers after", page.get("at", float("nan"))), ("whole", whole)]


def _environment(home: Path) -> dict[str, str]:
    """A bare user's environment: an empty HOME, no cache, no virtual environment."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("UV_", "PIP_CACHE", "VIRTUAL_ENV", "PYTHON", "XDG_"))
    }
    return kept | {"HOME": str(home)}


def _watch(port: int, started: float, page: dict) -> None:
    while "at" not in page and time.perf_counter() - started < 1200:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=5) as answer:
                if answer.status == 200:
                    page["at"] = time.perf_counter() - started
        except OSError:
            time.sleep(0.3)


if __name__ == "__main__":
    sys.exit(main())
