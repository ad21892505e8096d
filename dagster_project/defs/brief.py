"""After publishing: the region's one-page brief of the newest year, from the file just published."""

import dagster as dg

from dagster_project.defs.published import published
from dagster_project.defs.resources import HomeResource


@dg.asset(
    deps=[published], group_name="publish", kinds={"pdf"},
    description="简报：每次发布后写出全区最近年度的一页简报（Word、PDF），在 reports/年度/region/。",
)  # fmt: skip
def brief(home: HomeResource) -> dg.MaterializeResult:
    """Nothing is written while no year has figures. An error here fails the run: the figures are published, this is not."""
    from dagster_project.reports import write_brief
    from dagster_project.reports.content import years_with_figures

    with home.guarded() as here:
        mart = here.mart.resolve()
        years = years_with_figures(mart)
        written = write_brief(mart, years[-1], seeds=here.seeds("policy").parent) if years else {}
    return dg.MaterializeResult(metadata={"paths": [str(path) for path in written], "year": years[-1] if years else 0})
