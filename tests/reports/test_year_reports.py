"""The December step: every report of the year, from the published file alone."""

import dagster as dg

from dagster_project.defs.resources import HomeResource
from dagster_project.defs.year_reports import YearConfig, year_reports
from tests.reports import released


def test_every_report_of_the_newest_year_is_written(home):
    released.publish(home)
    with dg.DagsterInstance.ephemeral() as instance:
        resources = {"home": HomeResource(path=str(home.path))}
        done = dg.materialize(
            [year_reports], resources=resources, instance=instance, selection=dg.AssetSelection.assets("year_reports"),
            run_config=dg.RunConfig(ops={"year_reports": YearConfig(year=2023)}),
        )  # fmt: skip
    assert done.success
    for scope in ("region", "150500"):
        assert len(list((home.reports / "2023" / scope).iterdir())) == 12  # xlsx, csv, two docx, two pdf, in two editions
