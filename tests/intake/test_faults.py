"""A worker or a run that is killed, memory and time that run out, a ledger cut short."""

import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile

import pyarrow.parquet as pq
import pytest

from dagster_project import ledger
from dagster_project.errors import UserError
from dagster_project.forms import FORMS_DIR
from dagster_project.home import REPO
from dagster_project.intake import pool, run, worker
from dagster_project.intake.pool import Job, Limits, Worker
from tests.intake import printed_tables as prints

pytestmark = pytest.mark.fault
TOO_LARGE = (
    "在限定的内存内读不完：可能有大片只有格式的空白行列，或文件已损坏。请删去空白行列、另存后重新报送。"
)
TOO_SLOW = "在限定的时间内读不完：文件过大或已损坏。请删去空白行列、另存后重新报送。"


def last_cell_bomb() -> bytes:
    """A few KB: one character in the last cell of a sheet makes the reading library ask for 16 billion cells."""
    source = zipfile.ZipFile(io.BytesIO(prints.workbook({"a": [["x"], ["y"]]})))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b'r="A2"', b'r="XFD1048576"').replace(b'<row r="2"', b'<row r="1048576"')
            file.writestr(name, data)
    return out.getvalue()


def test_a_file_that_breaks_the_worker_costs_that_file_only(intake, capfd):
    intake.put("2024/通辽市/大片.xlsx", last_cell_bomb())
    for n in range(4):
        intake.put(f"2024/通辽市/{n}.xlsx", prints.tongliao([prints.person(1, f"赵{n}")]))
    summary = intake.run()
    assert (summary.in_force, summary.returned) == (4, 1)
    assert intake.submission("大片.xlsx")["question"] == TOO_LARGE
    assert "".join(capfd.readouterr()) == ""


def test_time_ends_inside_the_reading_library(intake):
    many = [prints.person(n) for n in range(20000)]
    intake.put("2024/通辽市/慢.xlsx", prints.tongliao(many))
    intake.run(limits=Limits(seconds=0.05))
    assert intake.submission("慢.xlsx")["question"] == TOO_SLOW


def test_a_worker_killed_by_chance_loses_nothing(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(prints.tongliao())
    one = Worker(bytes(32), Limits(), FORMS_DIR)
    job = Job("S1", path, ".xlsx", 2024)
    one._start()
    one.process.send_signal(signal.SIGSTOP)  # so that the job is lost with it
    pid = one.process.pid
    killer = threading.Timer(0.2, os.kill, (pid, signal.SIGKILL))
    killer.start()
    [(_, reading)] = one.read([job], tmp_path / "raw", iter(["first", "second"]))
    assert (reading["rows"], reading["raw_run"]) == ({"roster_b": 3}, "second")
    assert pq.read_table(tmp_path / "raw" / "roster_b" / "second.parquet").num_rows == 11
    assert one.process.pid != pid
    one.close()


@pytest.mark.parametrize("program", ["/bin/false", "/no/such/program"])
def test_a_worker_that_cannot_start_is_no_fault_of_the_files(intake, monkeypatch, program):
    intake.put("2024/通辽市/a.xlsx", prints.tongliao())
    monkeypatch.setattr(sys, "executable", program)
    with pytest.raises(UserError) as said:
        intake.run()
    monkeypatch.undo()
    assert said.value.message == "读取文件的进程无法启动。请运行 zhicheng doctor 检查安装和可用内存。"
    assert intake.run().in_force == 1


def test_a_fault_of_ours_says_where_and_nothing_of_the_cells(monkeypatch, tmp_path):
    def fails(*_):
        raise KeyError("赵某某")

    path = tmp_path / "a"
    path.write_bytes(prints.tongliao())
    monkeypatch.setattr(worker, "read_file", fails)
    job = {"path": str(path), "extension": ".xlsx", "submission_id": "S1", "year": 2024}
    reading, _ = worker.Reader(FORMS_DIR, bytes(32)).read(job)
    assert reading.reason.startswith("读取程序出错（KeyError，test_faults.py:")
    assert "赵" not in reading.reason


def test_a_half_line_in_the_ledger_is_received_again(intake):
    intake.put("2024/通辽市/a.xlsx", prints.tongliao())
    intake.run()
    file = ledger.path(intake.home)
    file.write_bytes(file.read_bytes()[:-9])
    summary = intake.run()
    assert (summary.received, summary.in_force) == (1, 1)
    assert len(ledger.read(intake.home)) == 1


def test_an_archive_that_lacks_a_file_is_said_not_hidden(intake):
    intake.put("2024/通辽市/a.xlsx", prints.tongliao())
    intake.run()
    shutil.rmtree(intake.home.raw)
    [kept] = intake.home.archive.iterdir()
    kept.unlink()
    with pytest.raises(UserError) as said:
        intake.run()
    assert said.value.message == f"存档里缺少文件 archive/{kept.name}。请从备份恢复 archive 文件夹后再运行。"


KILLED_RUN = """
import sys
from datetime import datetime
from pathlib import Path
sys.path.insert(0, {repo!r})
from dagster_project.home import Home
from dagster_project.intake import take_in
take_in(Home({home!r}), "killed", datetime(2024, 6, 3, 9), "abcdef12", bodies=Path({bodies!r}))
"""


@pytest.mark.slow
def test_a_run_killed_at_any_moment_is_made_good_by_the_next(intake):
    for n in range(30):
        intake.put(f"2024/通辽市/{n}.xlsx", prints.tongliao([prints.person(k, f"赵{n}") for k in range(20)]))
    code = KILLED_RUN.format(repo=str(REPO), home=str(intake.home.path), bodies=str(intake.bodies))
    for wait in (0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.kill()
        process.wait()
    assert intake.run().in_force == 30
    assert len(intake.rows("roster_b")) == 600
    left = [p for p in intake.home.path.rglob("*") if ".tmp" in p.name]
    assert left == []
    assert len({s["submission_id"] for s in intake.submissions()}) == 30


def test_a_kill_between_rows_and_submissions_leaves_the_old_state(intake, monkeypatch):
    intake.put("2024/通辽市/a.xlsx", prints.tongliao())
    intake.run()
    before = intake.submissions()
    intake.put("2024/通辽市/a.xlsx", prints.tongliao([prints.person(1)]))
    monkeypatch.setattr(run, "_write", _killed)
    with pytest.raises(KeyboardInterrupt):
        intake.run()
    assert intake.submissions() == before
    assert len(intake.rows("roster_b")) == 3
    monkeypatch.undo()
    intake.run()
    assert len(intake.rows("roster_b", "a.xlsx")) == 4
    assert sum(s["in_force"] for s in intake.submissions()) == 1


def _killed(*_):
    raise KeyboardInterrupt


def test_importing_intake_loads_neither_dagster_nor_pandas():
    code = "import sys, dagster_project.intake; print([m for m in ('dagster', 'pandas', 'dbt') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
    assert pool.LIMITS.memory_bytes <= 1 << 30
