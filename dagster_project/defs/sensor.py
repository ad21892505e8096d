"""收件: starts a run when something is new, judged by the token, never by a list of files; many files are one run."""

import os
import time
from functools import cache

import dagster as dg

from dagster_project import token, watch
from dagster_project.defs.jobs import daily, status
from dagster_project.home import Home
from dagster_project.instance import close_dead_runs

SECONDS = 10
INPUTS_TAG = "zhicheng/inputs"
UNFINISHED = [
    dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING,
]  # fmt: skip


@cache
def loaded() -> str:
    """The code that this process runs, as it was at its first look."""
    return token.code_digest()


@dg.sensor(
    jobs=[daily, status], minimum_interval_seconds=SECONDS, default_status=dg.DefaultSensorStatus.RUNNING,
    description="每十秒查看一次：有新内容（报送文件、请求、台账、规则或程序）就运行一次；还在写入的文件等它写完。",
)  # fmt: skip
def inbox(context: dg.SensorEvaluationContext):
    """A request for `daily`, or for `status` after a gate blocked; else the reason why nothing is done.

    The home is not asked for as a resource: that would take the run lock.
    """
    here, instance = Home(os.environ["ZHICHENG_HOME"]), context.instance
    close_dead_runs(instance)
    if instance.get_runs(dg.RunsFilter(statuses=UNFINISHED), limit=1):
        return _skip(here, "正在运行")
    found = watch.look(here, context.cursor, time.time(), loaded())
    context.update_cursor(found.cursor)
    if found.job is None:
        return _skip(here, found.decision)
    inputs = found.token[:32]
    if watch.is_too_soon(_failures(instance, found.job, inputs), time.time()):
        return _skip(here, "同样的内容连续几次没有运行成功，稍后再试；原因见运行记录")
    watch.leave_note(here, watch.with_left_out(here, "有新内容，开始运行"))
    return dg.RunRequest(job_name=found.job, tags={INPUTS_TAG: inputs})


def _skip(home: Home, said: str) -> dg.SkipReason:
    said = watch.with_left_out(home, said)
    watch.leave_note(home, said)
    return dg.SkipReason(said)


def _failures(instance: dg.DagsterInstance, job: str, inputs: str) -> list[float]:
    """When runs of these inputs failed, the newest few."""
    wanted = dg.RunsFilter(job_name=job, statuses=[dg.DagsterRunStatus.FAILURE], tags={INPUTS_TAG: inputs})
    return [record.update_timestamp.timestamp() for record in instance.get_run_records(wanted, limit=watch.TRIES)]


@dg.definitions
def sensor_defs() -> dg.Definitions:
    return dg.Definitions(sensors=[inbox])
