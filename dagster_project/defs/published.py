"""The last step: readers are moved to the new file, or, where a gate blocks, to one with the old figures."""

import dagster as dg

from dagster_project import states, token
from dagster_project.defs.resources import HomeResource
from dagster_project.defs.warehouse import warehouse
from dagster_project.home import Home
from dagster_project.policy.diff import keep_rows
from dagster_project.publish import gate_history, publish, read_context
from dagster_project.quality.gates import blocks, load_gates, tally
from dagster_project.receipts import write_receipts
from dagster_project.returned import write_returned

BLOCKED = 3


@dg.asset(deps=[warehouse], group_name="publish", kinds={"duckdb"}, description="发布：只读副本，供看板与报表读取。")
def published(home: HomeResource) -> dg.MaterializeResult:
    with home.guarded() as here:
        if blocks(load_gates(here, read_context(here).run_id)):
            raise dg.Failure("关口未通过，数字不发布。", allow_retries=False)
        return _publish(here, carry_over=False, exit_code=0)


@dg.asset(group_name="publish", kinds={"duckdb"}, description="关口阻断后：数字沿用上次，报送情况、问题与关口结果为本次。")
def published_status(home: HomeResource) -> dg.MaterializeResult:
    with home.guarded() as here:
        if token.is_finished(here):  # the command did it meanwhile
            return dg.MaterializeResult(metadata={"path": str(here.mart.resolve())})
        if not blocks(load_gates(here, read_context(here).run_id)):
            raise dg.Failure("本次没有关口阻断，请运行 daily。", allow_retries=False)
        return _publish(here, carry_over=True, exit_code=BLOCKED)


def _publish(home: Home, carry_over: bool, exit_code: int) -> dg.MaterializeResult:
    """Publish, give every body its receipt and its marked workbooks, and only then record that the run is finished."""
    run_id = read_context(home).run_id
    gates = load_gates(home, run_id)
    path = publish(home, gates, carry_over)
    if not carry_over:
        keep_rows(home, run_id)
        states.record(home)
    gate_history.record(home)
    write_receipts(home, is_blocked=carry_over)
    returned = write_returned(home)
    token.finish(home, exit_code)
    return dg.MaterializeResult(metadata={"path": str(path), "run_id": run_id, **tally(gates), "returned": returned.standing, "returned_failed": returned.failed})
