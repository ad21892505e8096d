"""The whole command on a small demonstration: real intake, dbt, suites, publish, each in its own process."""

import json
import os
import shutil
import signal
import subprocess
import time

import duckdb
import pytest

from dagster_project import ledger, states
from dagster_project.home import Home
from tests.conftest import COMMAND, copy_home, said, zhicheng

pytestmark = pytest.mark.slow


def contents(home: Home) -> dict[str, list[tuple]]:
    """{mart: rows without their run} as published, without the gates."""
    with duckdb.connect(str(home.mart.resolve()), read_only=True) as connection:
        tables = [t for (t,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
        query = "select columns(c -> c not in ('run_id', 'as_of')) from {} order by all"
        return {t: connection.execute(query.format(t)).fetchall() for t in tables if t != "mart_gate"}


def status(home: Home) -> dict:
    return json.loads(zhicheng("status", "--json", home=home).stdout)


def test_a_finished_demo(finished_home):
    found = status(finished_home)
    assert found["demo"] is True
    assert found["rows_in"] == found["accepted"] + found["accepted_with_notice"] + found["set_aside"] > 400
    assert found["figures"]["run_id"] == found["published"]["run_id"]
    assert {gate["result"] for gate in found["gates"]} >= {"通过"}
    assert not [g["check_id"] for g in found["gates"] if g["kind"] == "阻断" and g["result"] == "不通过"]
    assert [mart for mart, rows in contents(finished_home).items() if not rows] == ["mart_release"]  # nothing released yet
    assert len(list((finished_home.dagster / "dbt" / "compiled").rglob("int_finding.sql"))) == 1  # what benchmarks/gates.py times


def test_run_again_changes_nothing(finished_home):
    def files():
        skip = {"run.lock", "run.lock.json"}
        paths = [p for p in finished_home.path.rglob("*") if p.is_file() and p.name not in skip]
        return {p: p.stat().st_mtime_ns for p in paths}

    before = files()
    done = zhicheng("run", home=finished_home)
    assert done.returncode == 0
    assert "没有新内容" in said(done)
    assert files() == before


def test_reckoned_again_from_the_archive_the_marts_are_the_same(finished_home, tmp_path):
    home = copy_home(finished_home, tmp_path / "home")
    for folder in (home.raw, home.published, home.dagster, home.logs):
        shutil.rmtree(folder)
    home.warehouse.unlink()
    done = zhicheng("run", home=home)
    assert done.returncode == 0, said(done)
    assert contents(home) == contents(finished_home)


def test_nothing_of_a_person_is_published(finished_home):
    with duckdb.connect() as connection:
        raw = f"read_parquet('{finished_home.raw}/*/*.parquet', union_by_name=true)"
        connection.execute(f"attach '{finished_home.mart.resolve()}' as mart (read_only)")
        columns = connection.execute("""
            select table_name, column_name from duckdb_columns()
            where database_name = 'mart' and data_type = 'VARCHAR'
        """).fetchall()
        texts = " union ".join(f'select "{column}" as text from mart."{table}"' for table, column in columns)
        connection.execute(f"create table texts as select distinct text from ({texts}) where text is not null")
        people = connection.execute(f"""
            select count(distinct person_name), count(distinct id_number), count(distinct phone) from {raw}
            where row_kind = 'data'
        """).fetchone()
        found = connection.execute(f"""
            with wanted as (
                select distinct unnest([person_name, id_number, phone]) as word from {raw} where row_kind = 'data'
            )
            select count(*) from wanted join texts on contains(text, word)
        """).fetchone()
        [[vocabulary]] = connection.execute(f"""
            select count(*) from (select distinct person_name as name from {raw} where row_kind = 'data') as p
            join (select distinct unit_name as unit from {raw}) as u on contains(unit, name)
        """).fetchall()
    assert min(people) > 100 and len(columns) > 50
    assert vocabulary == 0
    assert found == (0,)


def test_a_name_in_a_file_name_is_masked_not_published(finished_home, tmp_path):
    home = copy_home(finished_home, tmp_path / "home")
    raw = f"read_parquet('{home.raw}/roster_b/*.parquet', union_by_name=true)"
    with duckdb.connect() as connection:
        name = connection.execute(f"select min(person_name) from {raw} where row_kind = 'data'").fetchone()[0]
    (home.inbox / "2023" / "包头市" / f"报告（{name}）13900000000.docx").write_bytes(b"not a document")
    done = zhicheng("run", home=home)
    assert done.returncode == 0
    assert name not in said(done)
    with duckdb.connect(str(home.mart), read_only=True) as connection:
        places = connection.execute("select place from mart_submission where place like '报告%'").fetchall()
    assert places == [("报告（＊＊＊）＊＊＊.docx",)]


def moments(home: Home) -> list:
    """Signs that a run has got so far: began, took in, is building, was judged."""
    before = {name: (home.path / name).stat().st_mtime_ns for name in ("raw/run_context.parquet", "warehouse.duckdb")}

    def newer(name):
        return lambda: (home.path / name).stat().st_mtime_ns != before[name]

    judged = len(list(home.dagster.glob("gates/*/*.json")))
    return [
        lambda: not (home.published / "token.json").exists(),
        newer("raw/run_context.parquet"),
        newer("warehouse.duckdb"),
        lambda: len(list(home.dagster.glob("gates/*/*.json"))) > judged,
    ]


def unfinished_runs(home: Home) -> list:
    """Dagster's runs that neither succeeded nor failed."""
    from dagster import DagsterInstance

    with DagsterInstance.from_config(str(home.dagster)) as instance:
        return [run.job_name for run in instance.get_runs() if not run.is_finished]


@pytest.mark.fault
def test_kill_9_at_any_moment(finished_home, tmp_path):
    home = copy_home(finished_home, tmp_path / "home")
    before = contents(home)
    shutil.copy(next(home.inbox.glob("2023/包头市/*.xlsx")), home.inbox / "2023" / "包头市" / "再报.xlsx")
    for number in range(4):
        reached = moments(home)[number]
        process = subprocess.Popen(
            [COMMAND, "--home", home.path, "run"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        deadline = time.monotonic() + 120
        while not reached() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        assert process.poll() is None, process.stdout.read().decode()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert contents(home) == before
    done = zhicheng("run", home=home)
    assert done.returncode == 0, said(done)
    after = contents(home)
    assert len(after["mart_submission"]) == len(before["mart_submission"]) + 1
    assert after["mart_pass_rate"] == before["mart_pass_rate"]
    assert not list(home.published.glob("*.tmp*"))
    assert unfinished_runs(home) == []


def changes(home: Home) -> list[tuple]:
    """The state changes of the ledger without the run that wrote them."""
    events = [e for e in ledger.read(home) if e["event"] == states.EVENT]
    return sorted((*(str(e[name]) for name in states.KEY), e["state"], e["since"]) for e in events)


def test_every_judged_figure_has_its_state_in_the_ledger(finished_home):
    with duckdb.connect(str(finished_home.mart.resolve()), read_only=True) as connection:
        judged = connection.execute("select count(*), count(since), max(since) = max(as_of)::date from mart_compliance").fetchone()
    assert judged == (len(changes(finished_home)), len(changes(finished_home)), True)
    assert judged[0] > 300


@pytest.mark.fault
def test_states_that_a_killed_run_did_not_write_are_written_by_the_next(finished_home, tmp_path):
    """Killed after the file was published and before the ledger knew: the figures keep the day of the killed run."""
    home = copy_home(finished_home, tmp_path / "home")
    lines = ledger.path(home).read_text("utf-8").splitlines(keepends=True)
    ledger.path(home).write_text("".join(line for line in lines if states.EVENT not in line), "utf-8")
    assert changes(home) == []
    done = zhicheng("run", home=home)
    assert done.returncode == 0, said(done)
    assert changes(home) == changes(finished_home)
