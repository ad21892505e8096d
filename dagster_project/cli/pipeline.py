"""The Dagster jobs in this process, quietly: their runs are seen afterwards in Dagster's pages."""

import gc
import os

from dagster_project import token
from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.instance import PID_TAG, REPOSITORY, close_dead_runs, prepare_instance

OBJECTS = 100_000  # new ones before a search for cycles: the libraries' own, which stay, cost a run more than a second of it
TAGS = {".dagster/repository": REPOSITORY, PID_TAG: str(os.getpid())}


def execute(home: Home, inbox) -> int:
    """Run `daily`; where a gate blocks, `status` after it. Returns 0 or 3; UserError when a step broke.

    Call with the run lock held.
    """
    gc.set_threshold(OBJECTS, 50, 50)
    prepare_instance(home)
    import dagster as dg

    from dagster_project.definitions import defs
    from dagster_project.defs.jobs import QUIET
    from dagster_project.publish import read_context, sweep
    from dagster_project.quality.gates import blocks, load_gates

    sweep(home)
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        close_dead_runs(instance, own=True)
        jobs = defs()
        config = QUIET | {"ops": {"raw": {"config": {"inbox": str(inbox)}}}}
        broken = _failures(_execute(jobs, "daily", instance, config))
        if not broken:
            if not token.is_finished(home):
                raise UserError("流程没有走到发布这一步。请再运行一次；仍不行的话看运行记录：zhicheng dagster")
            return 0
        if not all(step.is_gate for step in broken):
            raise UserError(next(step.sentence for step in broken if not step.is_gate))
        if not blocks(load_gates(home, read_context(home).run_id)):
            raise UserError("关口没有给出结果，数字没有发布。请再运行一次。")
        broken = _failures(_execute(jobs, "status", instance, QUIET))
        if broken:
            raise UserError(broken[0].sentence)
    return 3


def _execute(jobs, name: str, instance, config: dict):
    job = jobs.resolve_job_def(name)
    return job.execute_in_process(instance=instance, run_config=config, tags=TAGS, raise_on_error=False)


class _Failure:
    """A step that failed: by a gate, or with a sentence."""

    def __init__(self, data):
        self.is_gate = data.error is not None and data.error.cls_name == "DagsterAssetCheckFailedError"
        written = data.user_failure_data.description if data.user_failure_data else None
        kind = data.error.cls_name if data.error else "原因不明"
        self.sentence = written or f"有一步没有完成（{kind}）。经过见运行记录：zhicheng dagster"


def _failures(result) -> list[_Failure]:
    return [_Failure(event.step_failure_data) for event in result.all_events if event.is_step_failure]
