"""Since when a gate has had its result: from the ledger, so that it outlives every published file."""

from datetime import datetime

import duckdb
import pytest

from dagster_project import ledger
from dagster_project.home import Home
from dagster_project.publish import gate_history
from dagster_project.quality.gates import BLOCK, EMPTY, FAILED, MARK, NOTICED, PASSED, Gate

WHOLE, OWN = ("倾斜政策", "tilt.share", None, None), ("倾斜政策", "tilt.share", 2023, "150200")


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path / "home").create()


def gate(key: tuple, result: str) -> Gate:
    suite, check_id, year, body = key
    return Gate(suite, check_id, MARK if result == NOTICED else BLOCK, result, "1 行", "0 行", "mart_tilt", False, year, body)


def run(home: Home, day: int, results: dict[tuple, str], is_killed: bool = False) -> dict[tuple, str]:
    """One run of day `day` of June 2024, from the ledger's beginnings to the ledger again; returns {key: since}."""
    gates, as_of = [gate(*item) for item in results.items()], datetime(2024, 6, day, 9)
    since = gate_history.beginnings(home, gates, as_of)
    path = home.published / f"mart-{day}.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute("""create table mart_gate (suite varchar, check_id varchar, review_year integer, bureau_code varchar,
            result varchar, since timestamp, as_of timestamp, run_id varchar)""")
        for (key, result), start in zip(results.items(), since, strict=True):
            connection.execute("insert into mart_gate values (?, ?, ?, ?, ?, ?, ?, ?)", [*key, result, start, as_of, f"r{day}"])
    home.mart.unlink(missing_ok=True)
    home.mart.symlink_to(path.name)
    if not is_killed:
        gate_history.record(home)
    return {key: f"{start:%m-%d}" for key, start in zip(results, since, strict=True)}


def test_a_result_keeps_its_beginning_without_any_file(home):
    assert run(home, 3, {WHOLE: PASSED}) == {WHOLE: "06-03"}
    home.mart.unlink()
    assert run(home, 4, {WHOLE: PASSED}) == {WHOLE: "06-03"}
    assert run(home, 5, {WHOLE: FAILED}) == {WHOLE: "06-05"}
    assert run(home, 6, {WHOLE: FAILED}) == {WHOLE: "06-05"}
    assert [(e["result"], e["run_id"]) for e in ledger.read(home)] == [(PASSED, "r3"), (FAILED, "r5")]


def test_a_mark_that_went_from_a_body_begins_anew_when_it_comes_back(home):
    marked, clear = {WHOLE: NOTICED, OWN: NOTICED}, {WHOLE: PASSED}
    assert [run(home, day, marked)[OWN] for day in (3, 4)] == ["06-03", "06-03"]
    run(home, 5, clear)
    assert run(home, 6, marked) == {WHOLE: "06-06", OWN: "06-06"}


def test_nothing_to_look_at_begins_and_ends_nothing(home):
    run(home, 3, {WHOLE: NOTICED, OWN: NOTICED})
    lines = len(ledger.read(home))
    assert run(home, 4, {WHOLE: EMPTY}) == {WHOLE: "06-04"}
    assert len(ledger.read(home)) == lines
    assert run(home, 5, {WHOLE: NOTICED, OWN: NOTICED}) == {WHOLE: "06-03", OWN: "06-03"}


def test_what_compares_two_runs_begins_with_each(home):
    volume = ("各单位各年", "body_year.volume_on_last_run", None, None)
    assert [run(home, day, {volume: NOTICED, WHOLE: PASSED}) for day in (3, 4)] == [
        {volume: f"06-0{day}", WHOLE: "06-03"} for day in (3, 4)]  # fmt: skip
    assert [e["check_id"] for e in ledger.read(home)] == [WHOLE[1]]


def test_a_killed_run_is_made_good_and_an_older_file_put_back_changes_nothing(home):
    run(home, 3, {WHOLE: PASSED})
    run(home, 4, {WHOLE: FAILED}, is_killed=True)
    assert (gate_history.record(home), gate_history.record(home)) == (1, 0)
    assert gate_history.fold(ledger.read(home)) == {WHOLE: (FAILED, "2024-06-04T09:00:00")}
    home.mart.unlink()
    home.mart.symlink_to("mart-3.duckdb")
    assert gate_history.record(home) == 0


def test_events_half_written_are_completed(home):
    run(home, 3, {WHOLE: NOTICED, OWN: NOTICED})
    first = ledger.path(home).read_text("utf-8").splitlines(keepends=True)[0]
    ledger.path(home).write_text(first, "utf-8")
    assert gate_history.record(home) == 1
    assert set(gate_history.fold(ledger.read(home))) == {WHOLE, OWN}


def test_nothing_published_is_nothing_to_write(home):
    assert gate_history.record(home) == 0
