"""One returned workbook, from the archived original."""

from functools import lru_cache
from pathlib import Path

from dagster_project.forms import Form, load_forms
from dagster_project.forms.template import TemplateColumn, templates
from dagster_project.home import Home
from dagster_project.intake.container.limits import file_limits, use_limits
from dagster_project.intake.container.refused import Refused
from dagster_project.intake.submissions import extension_of
from dagster_project.returned.converted import write_converted
from dagster_project.returned.explain import explanation
from dagster_project.returned.findings import Finding, Wanted
from dagster_project.returned.kept import write_kept
from dagster_project.returned.marks import mark
from dagster_project.returned.tables import read_sheets
from dagster_project.returned.tame import is_tame


def make(home: Home, one: Wanted, findings: list[Finding], of_unit: dict[str, str]) -> bytes | None:
    """The marked workbook; None where the original cannot be read any more. No row of it is in any message."""
    path, folder = home.archive / one.sha256, home.seeds("forms")
    use_limits(folder)
    try:
        kind, sheets = read_sheets(path, extension_of(one.place), _forms(folder, one.year))
    except (Refused, OSError):
        return None
    marks = mark(sheets, findings, one.status == "待确认", _templates(folder, home.seeds("codes"), one.year))
    if not marks:
        return None
    lines = explanation(one, findings, marks, of_unit, home.is_demo)
    limits = file_limits()
    most = limits["returned_kept_cells"]
    is_large = sum(len(row) for sheet in sheets for row in sheet.rows) > most
    if kind == "workbook" and not is_large and is_tame(path, limits["returned_kept_megabytes"], most):
        try:
            return write_kept(path, marks, lines, one.id)
        except Exception:  # noqa: BLE001 - what openpyxl cannot read or write is converted like an xls
            marks = mark(sheets, findings, one.status == "待确认", _templates(folder, home.seeds("codes"), one.year))
    home.dagster.mkdir(parents=True, exist_ok=True, mode=0o700)
    return write_converted(sheets, marks, lines, one.id, is_large, str(home.dagster))


@lru_cache(8)
def _forms(folder: Path, year: int) -> tuple[Form, ...]:
    return load_forms(folder, year)


@lru_cache(8)
def _templates(folder: Path, codes: Path, year: int) -> dict[str, dict[str, TemplateColumn]]:
    """{form code: {column name: what may be chosen}}."""
    return {one.code: {column.name: column for column in one.columns} for one in templates(year, None, folder, codes)}
