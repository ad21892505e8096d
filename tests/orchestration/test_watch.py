"""When a run is due, from files alone: the token decides, files still being written are waited for, nothing is starved."""

import json

import pytest

from dagster_project import token, watch
from dagster_project.home import Home
from dagster_project.quality.gates import save_gates
from tests.publish.made import gate


@pytest.fixture
def finished(home) -> Home:
    """A home as a finished run leaves it."""
    for path in (home.warehouse, home.raw / "submission.parquet", home.published / "mart-r1.duckdb"):
        path.write_bytes(b"")
    home.mart.symlink_to("mart-r1.duckdb")
    token.begin(home, "r1", home.inbox)
    token.finish(home, 0)
    return home


def drop(home: Home, content: bytes = b"a", name: str = "a.xlsx") -> None:
    (home.inbox / "2023").mkdir(exist_ok=True)
    (home.inbox / "2023" / name).write_bytes(content)


def test_nothing_new(finished):
    assert watch.look(finished, None, 0).decision == watch.NOTHING


def test_what_is_dropped_is_due_once_it_stays_as_it_is(finished):
    drop(finished)
    first = watch.look(finished, None, 100)
    assert (first.decision, first.job) == (watch.WAITING, None)
    drop(finished, b"ab")
    second = watch.look(finished, first.cursor, 110)
    assert second.decision == watch.WAITING
    third = watch.look(finished, second.cursor, 120)
    assert third.job == watch.DAILY
    assert third.cursor == ""


def test_what_keeps_changing_is_not_waited_for_without_end(finished):
    cursor = None
    for number, now in enumerate((100, 120, 140, 159.9)):
        drop(finished, b"x" * number)
        found = watch.look(finished, cursor, now)
        assert found.decision == watch.WAITING
        cursor = found.cursor
    drop(finished, b"x" * 9)
    assert watch.look(finished, cursor, 160).job == watch.DAILY


@pytest.mark.parametrize("name", ["~$a.xlsx", "a.xlsx.tmp", "a.crdownload"])
def test_half_files_are_nothing_new(finished, name):
    drop(finished, name=name)
    assert watch.look(finished, None, 0).decision == watch.NOTHING


@pytest.mark.fault
def test_a_killed_run_is_never_nothing_new(finished):
    token.begin(finished, "r2", finished.inbox)
    first = watch.look(finished, None, 0)
    assert first.decision == watch.WAITING
    assert watch.look(finished, first.cursor, 10).job == watch.DAILY


def test_a_blocked_run_publishes_its_status_first(finished):
    token.begin(finished, "r2", finished.inbox)
    save_gates(finished, "r2", "tables", [gate("不通过")])
    assert watch.look(finished, None, 0).job == watch.STATUS
    token.finish(finished, 3)
    assert watch.look(finished, None, 0).decision == watch.NOTHING


def test_a_blocked_run_of_another_inbox_is_over(finished):
    token.begin(finished, "r2", finished.inbox)
    save_gates(finished, "r2", "tables", [gate("不通过")])
    drop(finished)
    assert watch.look(finished, None, 0).decision == watch.WAITING


def test_what_was_chosen_stands_until_something_is_new(finished):
    token.forget(finished)
    token.hold(finished)
    assert watch.look(finished, None, 0).job is None
    assert watch.look(finished, json.dumps({"listing": token.listing(finished.inbox)}), 9).job is None
    drop(finished)
    assert watch.look(finished, None, 0).decision == watch.WAITING


def test_a_service_older_than_the_code_starts_nothing_and_says_what_to_do(finished):
    assert watch.look(finished, None, 0, "older").decision == watch.NOTHING  # nothing is due anyway
    drop(finished)
    for now in (0, 100):
        found = watch.look(finished, None, now, "older")
        assert (found.job, found.decision) == (None, watch.OUTDATED)
    cursor = watch.look(finished, None, 200, token.code_digest()).cursor
    assert watch.look(finished, cursor, 210, token.code_digest()).job == watch.DAILY


@pytest.mark.parametrize(("failures", "soon"), [
    ([], False), ([90, 95], False), ([80, 90, 95], True), ([-1900, -1800, -1701], False), ([-1900, -1800, -1699], True),
])  # fmt: skip
def test_a_broken_home_is_not_tried_for_ever(failures, soon):
    assert watch.is_too_soon(failures, 100) is soon


def test_the_sensor_is_known_by_its_last_look(home):
    assert "没有运行" in watch.sensor_text(home)
    watch.leave_note(home, "没有新内容")
    assert watch.sensor_state(home)["alive"] is True
    assert watch.sensor_text(home).endswith("：没有新内容。")
    (home.dagster / "sensor.json").write_text('{"at": "2024-01-01T00:00:00", "said": "x"}')
    assert watch.sensor_state(home)["alive"] is False
