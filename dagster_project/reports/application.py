"""What `zhicheng report application` calls: the set that a body hands in at application time."""

from pathlib import Path

from dagster_project.errors import UserError
from dagster_project.forms.template import templates
from dagster_project.reports.annual import folder_of
from dagster_project.reports.application_tables import TOTALS
from dagster_project.reports.content import annual
from dagster_project.reports.edition import INTERNAL
from dagster_project.reports.files import file_name, placed, write_document
from dagster_project.reports.form_book import write_form
from dagster_project.reports.model import CURRENT, Standing
from dagster_project.reports.numbers import Record
from dagster_project.reports.prose_application import application_document

REPORT = "职称申报情况报告"
TABLES = (
    "applied", "applied_series", "senior", "quota", "over_post", "tilt", "programs", "completeness", "items", "compliance", "policy", "pass_rate",
    *(spec.id for spec in TOTALS),
)  # fmt: skip


def write_application(
    mart: Path, year: int, bureau: str | None, out: Path | None = None, demo: bool | None = None,
    edition: str = INTERNAL, seeds: Path | None = None, standing: Standing = CURRENT,
) -> dict[Path, Record]:  # fmt: skip
    """Write 职称申报情况报告 (Word, PDF) and the three tables of totals (xlsx); {path: places of its figures}.

    No table is written of a year without applications: an empty one would be read as zero. UserError without a body, and
    for the public edition: what is handed in is not rounded.
    """
    if not bureau:
        raise UserError("申报材料由报送单位报送，请写明 --bureau 单位，如 --bureau 通辽市。", exit_code=2)
    if edition != INTERNAL:
        raise UserError("申报材料按实际人数报送，没有公开版。公开请用 report annual 或 report brief。", exit_code=2)
    report = annual(Path(mart), int(year), bureau, demo, edition, seeds, TABLES, standing)
    folder, forms = folder_of(mart, report, out), {form.code: form for form in templates(report.year, report.scope)}
    filled = [spec for spec in TOTALS if report.table(spec.id).rows]
    annexes = tuple(f"{report.scope}{report.year}年{forms[spec.id].name}" for spec in filled)
    word, pdf = (folder / file_name(report, REPORT, suffix) for suffix in (".docx", ".pdf"))
    records = write_document(application_document(report, annexes), word, pdf)
    for spec in filled:
        path, form = folder / file_name(report, forms[spec.id].name, ".xlsx"), forms[spec.id]
        records[path] = placed(path, lambda at, spec=spec, form=form: write_form(report, report.table(spec.id), form, at))
    return records
