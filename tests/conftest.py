"""What all tests share: the command as a person types it, and one finished demonstration home to copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.home import Home

COMMAND = Path(sys.executable).with_name("zhicheng")
ONE_SERVICE = ("dashboards", "marts", "reckoning", "sample")  # folders whose files share a costly fixture
QUIET_PARTS = ("Traceback", "dagster", "Error:", "Warning")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items):
    """Two workers (--dist loadgroup) share the suite: a file stays whole, and so does a folder with one service."""
    for item in items:
        place = item.path.relative_to(Path(__file__).parent)
        whole_folder = place.parts[0] in ONE_SERVICE and "finished_home" not in item.fixturenames
        item.add_marker(pytest.mark.xdist_group(place.parts[0] if whole_folder else str(place)))


def zhicheng(*words, home: Home | None = None, env: dict | None = None, timeout: float = 300):
    """Run the command in its own process; returns the CompletedProcess with text output."""
    clean = {key: value for key, value in os.environ.items() if key not in ("ZHICHENG_HOME", "DAGSTER_HOME")}
    line = [str(COMMAND), *(["--home", str(home.path)] if home else []), *map(str, words)]
    return subprocess.run(
        line, env=clean | (env or {}), capture_output=True, text=True, timeout=timeout, check=False
    )


def said(done) -> str:
    """Everything a person saw; a traceback or a library's own words among it fail the test."""
    text = done.stdout + done.stderr
    assert not any(part in text for part in QUIET_PARTS), text
    return text


def copy_home(source: Home, folder: Path) -> Home:
    """A home of the test's own, links and times kept: nothing is new in it."""
    shutil.copytree(source.path, folder, symlinks=True)
    return Home(folder)


@pytest.fixture
def home(tmp_path) -> Home:
    """An empty home."""
    return Home(tmp_path / "home").create()


@pytest.fixture(scope="session")
def finished_home(tmp_path_factory) -> Home:
    """A small demonstration, run to its end by the command. Read it; copy it to change it."""
    from dagster_project.sample import write_sample

    home = Home(tmp_path_factory.mktemp("finished") / "home").create()
    write_sample(home.inbox, rows=400, workbooks=40, seed=7)
    done = zhicheng("run", home=home)
    assert done.returncode == 0, said(done)
    return home
