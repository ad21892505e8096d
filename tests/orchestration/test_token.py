"""When is there nothing new: the inbox, the ledger, the region's rows, dbt, suites and code, and results that stand."""

import os
import shutil
import sys

import pytest

from dagster_project import token
from dagster_project.home import REPO, Home
from dagster_project.policy_version import policy_version
from tests.conftest import zhicheng


@pytest.fixture
def finished(home) -> Home:
    """A home as a finished run leaves it, seen by the token only."""
    place = home.inbox / "2023" / "包头市"
    place.mkdir(parents=True)
    (place / "花名册.xlsx").write_bytes(b"one")
    for path in (home.warehouse, home.raw / "submission.parquet", home.published / "mart-r1.duckdb"):
        path.write_bytes(b"")
    home.mart.symlink_to("mart-r1.duckdb")
    token.begin(home, "r1", home.inbox)
    token.finish(home, 3)
    return home


def code(home: Home) -> int | None:
    return token.finished_exit_code(home, token.listing(home.inbox))


def test_unchanged_repeats_the_exit_code(finished):
    assert code(finished) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda h: (h.inbox / "2023" / "包头市" / "二.xlsx").write_bytes(b"two"),
        lambda h: (h.inbox / "2023" / "包头市" / "花名册.xlsx").write_bytes(b"longer"),
        lambda h: os.utime(h.inbox / "2023" / "包头市" / "花名册.xlsx", (1, 1)),
        lambda h: (h.inbox / "2023" / "包头市" / "花名册.xlsx").unlink(),
        lambda h: (h.ledger / "ledger.jsonl").write_text("{}\n"),
        lambda h: (h.site / "threshold.csv").write_text("a\n"),
        lambda h: h.mart.unlink(),
        lambda h: (h.published / "mart-r1.duckdb").unlink(),
        lambda h: h.warehouse.unlink(),
        lambda h: (h.raw / "submission.parquet").unlink(),
        lambda h: token.begin(h, "r2", h.inbox),
        lambda h: (h.published / "token.json").write_text('{"token": '),
    ],
)
def test_any_change_is_something_new(finished, change):
    change(finished)
    assert code(finished) is None


def test_a_file_that_comes_during_the_run_is_new(finished):
    token.begin(finished, "r2", finished.inbox)
    (finished.inbox / "2023" / "包头市" / "二.xlsx").write_bytes(b"two")
    token.finish(finished, 0)
    assert code(finished) is None


@pytest.mark.parametrize(
    "name", ["dbt/models/marts/_marts.yml", "dbt/seeds/policy/policy_limit.csv", "expectations/mart_tilt.json",
             "dagster_project/home.py", "requirements/warehouse.txt"],
)  # fmt: skip
def test_code_and_rules_are_part_of_it(tmp_path, name):
    root = tmp_path / "repo"
    for folder in ("dbt", "expectations", "dagster_project", "requirements"):
        shutil.copytree(REPO / folder, root / folder, ignore=shutil.ignore_patterns("target", "__pycache__", "logs"))
    patterns = [*token.CODE, *(f"dbt/{pattern}" for pattern in token.DBT)]
    before = token.digest_of(root, tuple(patterns))
    assert token.digest_of(root, tuple(patterns)) == before
    with (root / name).open("a") as out:
        out.write(" ")
    assert token.digest_of(root, tuple(patterns)) != before


def test_policy_version_follows_the_site_rows(home):
    before = policy_version(home)
    assert len(before) == 8
    (home.site / "policy_limit.csv").write_text("rule_id\nR-1\n")
    assert policy_version(home) != before


def test_nothing_new_is_said_without_dagster(finished):
    listed = "import sys; from dagster_project.cli import main; code = main(); " \
             "print(*sorted(set(sys.modules) & {'dagster', 'dbt', 'pandas', 'duckdb', 'great_expectations'}))"  # fmt: skip
    import subprocess

    token.begin(finished, "r2", finished.inbox)
    token.finish(finished, 0)
    line = [sys.executable, "-c", listed, "--home", str(finished.path), "run"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0].startswith("没有新内容")
    assert done.stdout.splitlines()[1] == ""


def test_dry_run_changes_nothing(finished):
    before = {path: path.stat().st_mtime_ns for path in finished.path.rglob("*") if "run.lock" not in path.name}
    assert "没有新内容" in zhicheng("run", "--dry-run", home=finished).stdout
    (finished.inbox / "二.xlsx").write_bytes(b"")
    assert "有新内容" in zhicheng("run", "--dry-run", home=finished).stdout
    after = {path: path.stat().st_mtime_ns for path in before}
    assert {p for p in before if before[p] != after[p]} <= {finished.inbox, finished.path}
