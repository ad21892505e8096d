"""What all tests share: the command as a person types it, and one finished demonstration home to copy."""

import fcntl
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

from dagster_project.cli import main
from dagster_project.home import Home

COMMAND = Path(sys.executable).with_name("zhicheng")
ONE_SERVICE = ("dashboards", "marts", "reckoning", "sample")  # folders whose files share a costly fixture
OWN_SERVICE = ("tests/dashboards/page/test_end_to_end.py",)  # files in them that start one of their own
QUIET_PARTS = ("Traceback", "dagster", "Error:", "Warning")


class Shared(LoadScopeScheduling):
    """How two workers share the suite: a file stays whole, and so does a folder whose files share a service."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        folder = file.split("/")[1]
        return folder if folder in ONE_SERVICE and file not in OWN_SERVICE else file


def pytest_xdist_make_scheduler(config, log):
    return Shared(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A test on the finished demonstration needs a whole run of the pipeline: it is slow, wherever it stands."""
    for item in items:
        if "finished_home" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


def zhicheng(*words, home: Home | None = None, env: dict | None = None, timeout: float = 300):
    """Run the command in its own process; returns the CompletedProcess with text output."""
    clean = {key: value for key, value in os.environ.items() if key not in ("ZHICHENG_HOME", "DAGSTER_HOME")}
    line = [str(COMMAND), *(["--home", str(home.path)] if home else []), *map(str, words)]
    return subprocess.run(
        line, env=clean | (env or {}), capture_output=True, text=True, timeout=timeout, check=False
    )


def typed(*words, home: Home):
    """The same in this process, for what a process of its own would not prove better; the same result."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--home", str(home.path), *map(str, words)])
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


def said(done) -> str:
    """Everything a person saw; a traceback or a library's own words among it fail the test."""
    text = done.stdout + done.stderr
    assert not any(part in text for part in QUIET_PARTS), text
    return text


def copy_home(source: Home, folder: Path) -> Home:
    """A home of the test's own, links and times kept; without the lock, which the other worker may hold and drop meanwhile."""
    shutil.copytree(source.path, folder, symlinks=True, ignore=shutil.ignore_patterns("run.lock*"))
    return Home(folder)


@pytest.fixture
def home(tmp_path) -> Home:
    """An empty home."""
    return Home(tmp_path / "home").create()


@pytest.fixture(scope="session")
def finished_home(tmp_path_factory) -> Home:
    """A small demonstration, run to its end by the command, once for all workers. Read it; copy it to change it."""
    from dagster_project.sample import write_sample

    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home, whole = Home(folder / "finished" / "home"), folder / "finished.whole"
    with (folder / "finished.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            shutil.rmtree(home.path.parent, ignore_errors=True)
            write_sample(home.create().inbox, rows=400, workbooks=40, seed=7)
            done = zhicheng("run", home=home)
            assert done.returncode == 0, said(done)
            whole.touch()
    return home
