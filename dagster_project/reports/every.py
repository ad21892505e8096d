"""All reports of a year: of the region and of each body with figures or files, both editions."""

from collections.abc import Callable
from pathlib import Path

from dagster_project.reports.annual import write_annual_files, write_brief
from dagster_project.reports.content import bodies_of
from dagster_project.reports.edition import INTERNAL, PUBLIC
from dagster_project.reports.model import CURRENT, Standing


def write_every_report(
    mart: Path, year: int, folder: Callable[[str | None], Path | None], seeds: Path | None = None,
    standing: Standing = CURRENT, say: Callable[[str | None], None] = lambda code: None,
) -> list[Path]:  # fmt: skip
    """Write the annual report and the brief of every scope; returns the paths. code None is the region.

    folder: where a scope's go, None for its own place beside published/. say: told of each scope before it is written.
    """
    written: list[Path] = []
    for code in (None, *bodies_of(mart, year)):
        say(code)
        for edition in (INTERNAL, PUBLIC):
            for write in (write_annual_files, write_brief):
                written += write(mart, year, code, folder(code), None, edition, seeds, standing)
    return written
