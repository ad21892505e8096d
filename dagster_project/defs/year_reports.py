"""In December: the year's reports of the region and of every body, both editions, from the published file."""

import dagster as dg

from dagster_project.defs.jobs import QUIET
from dagster_project.defs.published import published
from dagster_project.defs.resources import HomeResource

NAME = "year_reports"
FIRST_OF_DECEMBER, ZONE = "0 6 1 12 *", "Asia/Shanghai"


class YearConfig(dg.Config):
    """year: review year; 0 = the newest with figures."""

    year: int = 0


@dg.asset(
    name=NAME, deps=[published], group_name="publish", kinds={"excel", "word", "pdf"},
    description="年度报告：全区与各单位的统计表、情况报告、简报，内部与公开两种版本，在 reports/年度/。",
)  # fmt: skip
def year_reports(config: YearConfig, home: HomeResource) -> dg.MaterializeResult:
    """A year without figures is written too: its reports say so."""
    from dagster_project.reports.content import newest_year
    from dagster_project.reports.every import write_every_report

    with home.guarded() as here:
        mart = here.mart.resolve()
        year = config.year or newest_year(mart)
        written = write_every_report(mart, year, lambda code: None, seeds=here.seeds("policy").parent)
    return dg.MaterializeResult(metadata={"year": year, "files": len(written)})


year_end = dg.define_asset_job(
    "year_end", selection=dg.AssetSelection.assets(NAME), config=QUIET, description="写出年度报告，不收件、不计算"
)


@dg.schedule(
    job=year_end, cron_schedule=FIRST_OF_DECEMBER, execution_timezone=ZONE, default_status=dg.DefaultScheduleStatus.STOPPED,
    description="每年12月1日6时写出当年的年度报告；默认关闭，在运行记录页面的“自动化”里打开。定稿仍由人用 zhicheng release 发布。",
)  # fmt: skip
def december(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """The year of the tick, as Shanghai's calendar has it."""
    year = context.scheduled_execution_time.year
    config = QUIET | {"ops": {NAME: {"config": {"year": year}}}}
    return dg.RunRequest(run_key=f"year-end-{year}", run_config=config)


@dg.definitions
def year_report_defs() -> dg.Definitions:
    return dg.Definitions(assets=[year_reports], jobs=[year_end], schedules=[december])
