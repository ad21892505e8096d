"""The first step: what lies in the inbox becomes raw rows."""

from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg

from dagster_project import releases, states, token
from dagster_project.defs import handed_in
from dagster_project.defs.resources import HomeResource
from dagster_project.policy_version import policy_version
from dagster_project.publish import gate_history


class InboxConfig(dg.Config):
    """inbox: another folder to take files from; empty = the home's own."""

    inbox: str = ""


@dg.asset(
    deps=[handed_in.KEY], group_name="intake", kinds={"parquet"},
    description="收件：报送文件入档，逐行读成原始行；页面上的请求在此办理并答复。",
)  # fmt: skip
def raw(context: dg.AssetExecutionContext, config: InboxConfig, home: HomeResource) -> dg.MaterializeResult:
    from dagster_project.intake import take_in
    from dagster_project.requests import serve

    with home.guarded() as here:
        inbox = Path(config.inbox) if config.inbox else here.inbox
        as_of = datetime.now(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None, microsecond=0)
        run_id = f"{as_of:%Y%m%dT%H%M%S}-{context.run_id[:8]}"
        token.begin(here, run_id, inbox)
        for changes in (states, gate_history, releases):
            changes.record(here)  # what a run killed after publishing, or a release, did not write
        again = partial(take_in, here, run_id, as_of, policy_version(here), inbox)
        summary = again()
        answered = serve(here, inbox, run_id, again)
        handed_in.record(context, here)
    counts = {**asdict(summary), "answered": answered}
    return dg.MaterializeResult(metadata={"run_id": run_id, "summary": dg.MetadataValue.json(counts)})
