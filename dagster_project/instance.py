"""Dagster's own folder inside a home: where its runs are recorded, and that it calls nobody."""

import json
import os
import time

from dagster_project.home import Home
from dagster_project.lock import is_alive

SETTINGS = """# Written at every start; changes here are lost.
telemetry: {enabled: false}
nux: {enabled: false}
# A run starts at once: whoever must wait, waits for the home's lock.
run_coordinator:
  module: dagster._core.run_coordinator
  class: DefaultRunCoordinator
# Steps print nothing that is worth keeping, and what libraries print may name people.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
storage:
  custom: {module: dagster_project.run_history, class: History, config: {base_dir: BASE}}
"""
# The name of the code location ([tool.dg.project] in pyproject.toml has it too), without which the job's own page
# would not list the runs made by the command.
WORKSPACE = """load_from:
  - python_module: {module_name: dagster_project.definitions, location_name: zhicheng}
"""
REPOSITORY = "__repository__@zhicheng"
PID_TAG = "zhicheng/pid"
START_SECONDS = 300


def prepare_instance(home: Home) -> None:
    """Write dagster.yaml and workspace.yaml, and point DAGSTER_HOME and ZHICHENG_HOME at this home. Imports no Dagster."""
    home.dagster.mkdir(exist_ok=True, mode=0o700)
    (home.dagster / "dagster.yaml").write_text(SETTINGS.replace("BASE", json.dumps(str(home.dagster))), "utf-8")
    (home.dagster / "workspace.yaml").write_text(WORKSPACE, "utf-8")
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    os.environ["ZHICHENG_HOME"] = str(home.path)
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


def close_dead_runs(instance, own: bool = False) -> int:
    """Report runs whose process is gone (kill -9, power) as failed; returns how many.

    A run that never got as far as a process is gone after START_SECONDS. own: this process's number on an unfinished
    run is that of an earlier process; true where this one has not begun a run.
    """
    from dagster import DagsterRunStatus, RunsFilter

    unfinished = [DagsterRunStatus.STARTING, DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING]
    closed = 0
    for record in instance.get_run_records(RunsFilter(statuses=unfinished)):
        run, pid = record.dagster_run, record.dagster_run.tags.get(PID_TAG)
        age = time.time() - record.update_timestamp.timestamp()
        if (own and pid == str(os.getpid())) or (not is_alive(int(pid)) if pid else age > START_SECONDS):
            instance.report_run_failed(run, "进程已不在，此次运行没有完成。")
            closed += 1
    return closed
