"""Since when a figure has been in its state: written after publishing, made good by the next run, never written twice."""

from datetime import date, datetime

import duckdb
import pytest

from dagster_project import ledger, states
from dagster_project.home import Home

KEY = (2023, "R-POST-01", "banner", "150202", "高级")


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path / "home").create()


def published(home: Home, day: int, state: str, since: int | None = None, level: str | None = "高级") -> None:
    """A published file of day `day` of June 2024, with one figure in a state; since: the day dbt filled in."""
    path = home.published / f"mart-{day}.duckdb"
    path.unlink(missing_ok=True)
    values = [*KEY[:4], level, state, date(2024, 6, since) if since else None, datetime(2024, 6, day, 9), f"run-{day}"]
    with duckdb.connect(str(path)) as connection:
        connection.execute("""create table mart_compliance (review_year integer, rule_id varchar, scope_kind varchar,
            scope_code varchar, level_group varchar, state varchar, since date, as_of timestamp, run_id varchar)""")
        connection.execute("insert into mart_compliance values (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    home.mart.unlink(missing_ok=True)
    home.mart.symlink_to(path.name)


def known(home: Home) -> dict:
    return states.fold(ledger.read(home))


def test_a_first_state_is_written_once(home):
    published(home, 3, "合规", since=3)
    assert (states.record(home), states.record(home)) == (1, 0)
    assert known(home) == {KEY: ("合规", "2024-06-03")}


def test_a_change_begins_with_the_run_that_saw_it_and_a_state_kept_keeps_its_day(home):
    for day, state, since in ((3, "合规", 3), (4, "合规", 3), (5, "超限", 5), (6, "超限", 5)):
        published(home, day, state, since)
        states.record(home)
    assert known(home) == {KEY: ("超限", "2024-06-05")}
    assert [e["state"] for e in ledger.read(home)] == ["合规", "超限"]


def test_a_run_killed_before_it_wrote_is_made_good_with_its_own_day(home):
    published(home, 3, "合规", since=3)
    states.record(home)
    published(home, 5, "超限", since=5)  # killed here: nothing written
    states.record(home)  # the next run begins, on whatever day
    assert known(home)[KEY] == ("超限", "2024-06-05")


def test_an_older_file_put_back_by_hand_changes_nothing(home):
    for day, state in ((3, "合规"), (5, "超限")):
        published(home, day, state, since=day)
        states.record(home)
    published(home, 3, "合规", since=3)
    assert states.record(home) == 0
    assert known(home)[KEY] == ("超限", "2024-06-05")


def test_figures_published_before_there_were_events_begin_with_their_run(home):
    published(home, 4, "待核", since=None, level=None)
    states.record(home)
    assert known(home) == {(*KEY[:4], None): ("待核", "2024-06-04")}


def test_nothing_published_is_nothing_to_write(home):
    assert states.record(home) == 0
    assert states.table_of(ledger.read(home)).num_rows == 0


def test_rows_for_dbt_hold_the_last_state_of_each_figure(home):
    for day, state in ((3, "合规"), (5, "超限")):
        published(home, day, state, since=day)
        states.record(home)
    (row,) = states.table_of(ledger.read(home)).to_pylist()
    assert row == {**dict(zip(states.KEY, KEY, strict=True)), "state": "超限", "since": date(2024, 6, 5)}
