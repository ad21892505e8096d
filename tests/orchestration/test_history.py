"""What Dagster records of runs: by files kept open, read by Dagster's own storage, and never more of them than stated."""

import dagster as dg
import pytest
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage

from dagster_project.instance import prepare_instance
from dagster_project.run_history import OPEN_FILES


@dg.asset
def first():
    return dg.MaterializeResult(metadata={"rows": 3})


@dg.asset_check(asset=first)
def is_right():
    return dg.AssetCheckResult(passed=True)


@pytest.fixture
def instance(home, monkeypatch):
    for name in ("DAGSTER_HOME", "ZHICHENG_HOME"):
        monkeypatch.setenv(name, "")  # prepare_instance sets them; given back afterwards
    prepare_instance(home)
    with dg.DagsterInstance.from_config(str(home.dagster)) as found:
        yield found


def test_what_is_recorded_is_what_dagsters_own_storage_reads(home, instance):
    job = dg.Definitions([first], asset_checks=[is_right]).resolve_implicit_global_asset_job_def()
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    runs = [job.execute_in_process(instance=instance, run_config=quiet).run_id for _ in range(OPEN_FILES + 2)]
    assert len(instance.event_log_storage._engines) == OPEN_FILES
    plain = DagsterSqliteStorage.from_local(str(home.dagster))
    assert {one.run_id for one in plain.run_storage.get_runs()} == set(runs)
    for run in runs:
        kinds = [e.dagster_event_type for e in plain.event_log_storage.get_logs_for_run(run) if e.is_dagster_event]
        assert kinds[-1] == dg.DagsterEventType.RUN_SUCCESS
        assert kinds.count(dg.DagsterEventType.ASSET_MATERIALIZATION) == kinds.count(dg.DagsterEventType.ASSET_CHECK_EVALUATION) == 1
    last = instance.get_latest_materialization_event(dg.AssetKey("first"))
    assert last.run_id == runs[-1] and last.asset_materialization.metadata["rows"].value == 3
