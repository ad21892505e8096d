"""The daemon for real: many files dropped are one run, a killed worker's run is repeated, a blocked one says so."""

import os
import shutil
import signal
import socket
import time
from pathlib import Path

import pytest
from dagster import AssetKey, DagsterInstance, RunsFilter

from dagster_project import background, token
from dagster_project.home import Home
from dagster_project.instance import PID_TAG
from tests.conftest import copy_home, zhicheng
from tests.marts.books import POST, book
from tests.orchestration.test_run import status

pytestmark = [pytest.mark.slow, pytest.mark.fault]
PATIENCE = 240.0  # seconds; a run is about 25 on a quiet machine


def wait(until, seconds: float = PATIENCE):
    """What `until` returns once it is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := until():
            return found
        time.sleep(0.2)
    raise AssertionError("waited in vain")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def served(finished_home, tmp_path) -> Home:
    """A finished home with webserver and daemon."""
    home = copy_home(finished_home, tmp_path / "home")
    background.start(home, free_port())
    yield home
    background.stop(home)


def runs(home: Home, **filters) -> list:
    with DagsterInstance.from_config(str(home.dagster)) as instance:
        return instance.get_runs(RunsFilter(**filters))


def group(pid: int) -> list[int]:
    """Living processes of a group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[2] == str(pid) and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def test_dropped_killed_and_stopped(served):
    home, before = served, len(runs(served, job_name="daily"))
    places = [f"2023/通辽市/岗位{n}.xlsx" for n in range(6)]
    for n, place in enumerate(places):
        book(home, place, POST, [{"单位名称": f"通辽市开鲁县第{n}水利站", "单位所属": "旗县区", "岗位层级": "副高级", "核定岗位数": 3, "在聘人数": 1}])
    (home.inbox / "2023" / "通辽市" / "~$岗位0.xlsx").write_bytes(b"x")

    mine = {"dagster/sensor_name": "inbox"}
    [pid] = wait(lambda: [run.tags[PID_TAG] for run in runs(home, tags=mine) if PID_TAG in run.tags])
    wait(lambda: not token.is_finished(home))
    os.kill(int(pid), signal.SIGKILL)

    wait(lambda: (home.published / "token.json").exists())
    wait(lambda: not [run for run in runs(home) if not run.is_finished])
    assert [run.status.value for run in runs(home, tags=mine)] == ["SUCCESS", "FAILURE"]
    assert len(runs(home, job_name="daily")) == before + 2
    found = status(home)
    assert {row["place"]: row["status"] for row in found["submissions"] if row["place"] in [Path(p).name for p in places]} == {
        Path(place).name: "已接收" for place in places
    }  # fmt: skip
    assert found["sensor"]["alive"] is True
    with DagsterInstance.from_config(str(home.dagster)) as instance:
        [event] = instance.fetch_materializations(AssetKey("handed_in"), limit=1).records
        table = event.asset_materialization.metadata["submissions"]
        partitions = instance.get_materialized_partitions(AssetKey("handed_in"))
    assert "150500|2023" in partitions and "150500|2024" in partitions
    assert table.records[0].data.keys() == {"submission_id", "form", "status", "rows", "received_at"}

    pids = [background.running(home, name) for name in (background.WEBSERVER, background.DAEMON)]
    assert all(group(pid) for pid in pids)
    assert background.stop(home) is True
    assert not any(group(pid) for pid in pids)
    assert "自动收件没有运行" in zhicheng("status", home=home).stdout


def test_a_partition_is_read_again(finished_home, tmp_path, monkeypatch):
    import pyarrow.parquet as pq

    home = copy_home(finished_home, tmp_path / "home")
    shutil.rmtree(home.inbox / "2023" / "通辽市")
    before = {r["submission_id"]: r for r in pq.read_table(home.raw / "submission.parquet").to_pylist()}
    monkeypatch.setenv("ZHICHENG_HOME", str(home.path))
    from dagster import materialize

    from dagster_project.defs.handed_in import handed_in
    from dagster_project.defs.resources import HomeResource

    with DagsterInstance.from_config(str(home.dagster)) as instance:
        done = materialize(
            [handed_in], instance=instance, resources={"home": HomeResource(path=str(home.path))}, partition_key="150500|2023"
        )
        assert done.success
        [event] = instance.fetch_materializations(AssetKey("handed_in"), limit=1).records
    assert event.asset_materialization.metadata["files"].value == 1
    after = {r["submission_id"]: r for r in pq.read_table(home.raw / "submission.parquet").to_pylist()}
    again = {name for name, row in after.items() if row["raw_run"] != before[name]["raw_run"]}
    assert again == {name for name, row in before.items() if (row["review_year"], row["bureau_code"]) == (2023, "150500")}
    assert {n: r["received_at"] for n, r in after.items()} == {n: r["received_at"] for n, r in before.items()}
    assert not token.is_finished(home)
