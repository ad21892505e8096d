"""The published file: what is in it, how readers are moved, what stands when a gate blocks."""

import os
import stat

import duckdb

from dagster_project import ledger
from tests.publish.made import FIGURES, STATUS, gate, run, runs


def test_holds_mart_tables_only(home):
    path = run(home, "r1")
    with duckdb.connect(str(path), read_only=True) as connection:
        kinds = dict(connection.execute("select table_name, table_type from information_schema.tables").fetchall())
        [[tags]] = connection.execute("select tags from duckdb_databases() where not internal").fetchall()
    assert set(kinds) == {*FIGURES, *STATUS, "mart_gate"}
    assert set(kinds.values()) == {"BASE TABLE"}
    assert tags["storage_version"].startswith("v1.0.0")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_link_is_relative_and_versioned(home):
    path = run(home, "r1")
    assert os.readlink(home.mart) == "mart-r1.duckdb"
    assert home.mart.resolve() == path.resolve()


def test_last_three_are_kept(home):
    for number in range(1, 6):
        run(home, f"r{number}")
    assert sorted(path.name for path in home.published.glob("mart-*")) == [
        "mart-r3.duckdb", "mart-r4.duckdb", "mart-r5.duckdb",
    ]  # fmt: skip


def test_a_reader_keeps_its_file_through_the_swap(home):
    run(home, "r1")
    with duckdb.connect(str(home.mart.resolve()), read_only=True) as old:
        for number in range(2, 6):
            run(home, f"r{number}")
        assert old.execute("select run_id from mart_tilt").fetchone() == ("r1",)
    assert runs(home)["mart_tilt"] == ["r5"]


def test_blocked_run_carries_the_figures_and_refreshes_the_status(home):
    run(home, "r1")
    run(home, "r2", [gate("不通过")], carry_over=True)
    found = runs(home)
    assert {table: found[table] for table in FIGURES} == {table: ["r1"] for table in FIGURES}
    assert {table: found[table] for table in STATUS} == {table: ["r2"] for table in STATUS}
    assert found["mart_gate"] == ["r2"]


def test_carried_figures_survive_a_second_block_and_a_dropped_mart(home):
    run(home, "r1")
    run(home, "r2", [gate("不通过")], carry_over=True)
    run(home, "r3", [gate("不通过")], carry_over=True)
    assert runs(home)["mart_tilt"] == ["r1"]
    assert runs(home)["mart_submission"] == ["r3"]
    run(home, "r4")
    assert runs(home)["mart_tilt"] == ["r4"]


def test_first_run_blocked_has_empty_figures(home):
    run(home, "r1", [gate("不通过")], carry_over=True)
    found = runs(home)
    assert all(found[table] == [] for table in FIGURES)
    assert all(found[table] == ["r1"] for table in STATUS)


def test_a_leaking_status_table_is_not_refreshed(home):
    run(home, "r1")
    run(home, "r2", [gate("不通过", table="mart_submission", is_leak=True)], carry_over=True)
    found = runs(home)
    assert found["mart_submission"] == ["r1"]
    assert found["mart_finding"] == ["r2"]


def test_a_result_begins_with_its_run_or_as_the_ledger_says(home):
    event = {"event": "gate_result", "suite": "检查", "check_id": "mart_tilt.check", "review_year": None, "bureau_code": None}
    ledger.append(home, event | {"result": "通过", "since": "2024-01-01T00:00:00", "as_of": "2024-01-01T00:00:00", "run_id": "r0"})
    query = "select since::varchar, run_id, review_year, bureau_code from mart_gate"
    for name, result, since in (("r1", "通过", "2024-01-01 00:00:00"), ("r2", "通过（有提示）", "2024-06-03 09:00:00")):
        run(home, name, [gate(result)])
        with duckdb.connect(str(home.mart.resolve()), read_only=True) as connection:
            assert connection.execute(query).fetchall() == [(since, name, None, None)]


def test_leftovers_of_a_killed_publish_are_swept(home):
    run(home, "r1")
    for name in ("mart-r9.duckdb.tmp", "mart-r9.duckdb.tmp.wal", "mart.duckdb.tmp"):
        (home.published / name).write_text("half")
    run(home, "r2")
    assert not list(home.published.glob("*.tmp*"))
    assert runs(home)["mart_tilt"] == ["r2"]


def test_a_kill_before_the_link_leaves_the_old_file(home, monkeypatch):
    run(home, "r1")

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("dagster_project.publish.swap.os.replace", killed)
    try:
        run(home, "r2")
    except KeyboardInterrupt:
        pass
    monkeypatch.undo()
    assert runs(home)["mart_tilt"] == ["r1"]
    run(home, "r3")
    assert runs(home)["mart_tilt"] == ["r3"]
