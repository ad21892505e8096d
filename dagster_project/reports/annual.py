"""The annual workbook: what `zhicheng report annual` calls."""

import os
from pathlib import Path

from dagster_project.reports.content import annual
from dagster_project.reports.xlsx import write_workbook


def write_annual(
    mart: Path, year: int, bureau: str | None = None, out: Path | None = None, demo: bool | None = None
) -> Path:
    """Write the workbook of one year for the region, or for one body, and return its path.

    mart: a published mart file. bureau: code or name. out: a folder, or a path ending in .xlsx; by default the
    folder reports/ beside published/. demo: marks the report as fictitious; by default what the mart says.
    UserError (Chinese) when the mart is missing, the body is unknown or the year holds nothing.
    """
    mart = Path(mart)
    report = annual(mart, int(year), bureau, demo)
    target = _target(report, Path(out) if out else mart.absolute().parent.parent / "reports")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        write_workbook(report, unfinished)
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def _target(report, out: Path) -> Path:
    """out itself when it names a workbook, else a file in it named after year, scope and 演示数据."""
    if out.suffix.lower() == ".xlsx":
        return out
    mark = "_演示数据" if report.is_demo else ""
    return out / f"{report.year}年度职称评审统计表_{report.scope}{mark}.xlsx"
