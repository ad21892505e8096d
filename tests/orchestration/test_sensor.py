"""The sensor itself over Dagster's records: what it asks for, what it says where it asks for nothing."""

import os
import subprocess

import pytest
from dagster import DagsterInstance, DagsterRunStatus, RunRequest, SkipReason, build_sensor_context

from dagster_project import token, watch
from dagster_project.cli import main
from dagster_project.home import Home
from dagster_project.instance import PID_TAG, prepare_instance
from dagster_project.quality.gates import save_gates
from tests.publish.made import gate


class Sensor:
    """Looks at one home again and again, with the cursor of the look before."""

    def __init__(self, home: Home, instance: DagsterInstance):
        self.home, self.instance, self.cursor = home, instance, None

    def look(self) -> RunRequest | SkipReason:
        from dagster_project.defs.sensor import inbox

        context = build_sensor_context(instance=self.instance, cursor=self.cursor)
        found = inbox(context)
        self.cursor = context.cursor
        return found

    def run(self, status: DagsterRunStatus, pid: int, **tags) -> str:
        """A run on record as a process `pid` would have left it."""
        from dagster._core.utils import make_new_run_id

        run_id = make_new_run_id()
        self.instance.run_storage.add_run(_run(run_id, status, {PID_TAG: str(pid), **tags}))
        return run_id


def _run(run_id: str, status: DagsterRunStatus, tags: dict):
    from dagster import DagsterRun

    return DagsterRun(job_name="daily", run_id=run_id, status=status, tags=tags)


@pytest.fixture
def sensor(home, monkeypatch):
    for name in ("ZHICHENG_HOME", "DAGSTER_HOME"):
        monkeypatch.setenv(name, "")
    prepare_instance(home)
    for path in (home.warehouse, home.raw / "submission.parquet", home.published / "mart-r1.duckdb"):
        path.write_bytes(b"")
    home.mart.symlink_to("mart-r1.duckdb")
    token.begin(home, "r1", home.inbox)
    with DagsterInstance.from_config(str(home.dagster)) as instance:
        yield Sensor(home, instance)


def dead_pid() -> int:
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def test_one_run_for_what_is_new_then_nothing(sensor):
    assert sensor.look().skip_message == watch.WAITING
    asked = sensor.look()
    assert (asked.job_name, asked.partition_key) == ("daily", None)
    token.finish(sensor.home, 0)
    assert sensor.look().skip_message == watch.NOTHING
    assert watch.sensor_state(sensor.home)["said"] == watch.NOTHING


def test_each_look_names_what_cannot_be_taken_in(sensor, capsys):
    (sensor.home.inbox / "a.xlsx").symlink_to(sensor.home.path)
    token.begin(sensor.home, "r2", sensor.home.inbox)
    token.finish(sensor.home, 0)
    left = "是链接、管道等，不是文件，没有收取：a.xlsx。请放入文件本身"
    assert sensor.look().skip_message == f"没有新内容；{left}"
    assert watch.sensor_text(sensor.home).endswith(f"：没有新内容；{left}。")
    main(["--home", str(sensor.home.path), "doctor"])
    assert f"[注意] 收件文件夹：{left}。" in capsys.readouterr().out


def test_after_a_gate_blocked_status_is_published(sensor):
    save_gates(sensor.home, "r1", "tables", [gate("不通过")])
    assert sensor.look().job_name == "status"


def test_a_living_run_is_waited_for(sensor):
    sensor.run(DagsterRunStatus.STARTED, os.getpid())
    assert sensor.look().skip_message == "正在运行"


@pytest.mark.fault
def test_a_run_whose_process_is_gone_is_closed_and_repeated(sensor):
    run_id = sensor.run(DagsterRunStatus.STARTED, dead_pid())
    sensor.look()
    assert sensor.instance.get_run_by_id(run_id).status == DagsterRunStatus.FAILURE
    assert sensor.look().job_name == "daily"


def test_the_same_inputs_that_failed_three_times_rest(sensor):
    from dagster_project.defs.sensor import INPUTS_TAG

    inputs = token.compute(sensor.home, token.listing(sensor.home.inbox))[:32]
    for number in range(3):
        sensor.look()
        assert sensor.look().job_name == "daily", number
        sensor.run(DagsterRunStatus.FAILURE, dead_pid(), **{INPUTS_TAG: inputs})
    sensor.look()
    assert "连续几次没有运行成功" in sensor.look().skip_message
    (sensor.home.inbox / "a.xlsx").write_bytes(b"a")
    sensor.look()
    assert sensor.look().job_name == "daily"


def test_looking_takes_no_lock(sensor):
    from filelock import FileLock

    with FileLock(str(sensor.home.path / "run.lock")):
        assert sensor.look().skip_message == watch.WAITING


def test_code_that_changes_under_a_running_service_is_told_and_waited_for(sensor, monkeypatch):
    from dagster_project.defs.sensor import loaded

    loaded.cache_clear()
    sensor.look()
    monkeypatch.setattr(token, "code_digest", lambda: "newer")  # as after an update of the files
    found = sensor.look()
    assert isinstance(found, SkipReason) and "zhicheng stop" in found.skip_message
    assert watch.sensor_text(sensor.home).endswith(f"：{watch.OUTDATED}。")
    loaded.cache_clear()
    assert isinstance(sensor.look(), RunRequest | SkipReason) and watch.OUTDATED not in watch.sensor_text(sensor.home)
    loaded.cache_clear()
