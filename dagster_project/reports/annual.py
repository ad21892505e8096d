"""What `zhicheng report annual` and `zhicheng report brief` call: from a mart file to files on disk."""

from pathlib import Path

from dagster_project.reports.brief import TABLES, brief_document
from dagster_project.reports.content import annual
from dagster_project.reports.edition import INTERNAL
from dagster_project.reports.files import file_name, placed, scope_folder, write_document
from dagster_project.reports.model import CURRENT, Report, Standing
from dagster_project.reports.numbers import Record
from dagster_project.reports.prose import annual_document
from dagster_project.reports.tidy import write_csv
from dagster_project.reports.xlsx import write_workbook

WORKBOOK, REPORT, BRIEF = "职称评审统计表", "职称评审情况报告", "职称评审情况简报"


def write_annual(
    mart: Path, year: int, bureau: str | None = None, out: Path | None = None, demo: bool | None = None,
    edition: str = INTERNAL,
) -> Path:  # fmt: skip
    """Write the workbook of one year for the region, or for one body, and return its path.

    mart: a published mart file. bureau: code or name. out: a folder, or a path ending in .xlsx; by default
    reports/<year>/<scope> beside published/. demo: marks the report as fictitious; by default what the mart says.
    UserError (Chinese) when the mart is missing or the body is unknown.
    """
    report = annual(Path(mart), int(year), bureau, demo, edition)
    target = Path(out) if out and Path(out).suffix.lower() == ".xlsx" else folder_of(mart, report, out) / _workbook(report)
    placed(target, lambda path: write_workbook(report, path))
    return target


def write_annual_files(
    mart: Path, year: int, bureau: str | None = None, out: Path | None = None, demo: bool | None = None,
    edition: str = INTERNAL, seeds: Path | None = None, standing: Standing = CURRENT,
) -> dict[Path, Record]:  # fmt: skip
    """Write the year's workbook, CSV, Word and PDF; {path: places of its figures}. Arguments as above; out is a folder.

    seeds: folder of the seeds, or of a release, whose rounding holds for the public edition. standing: of a release.
    """
    report = annual(Path(mart), int(year), bureau, demo, edition, seeds, standing=standing)
    folder = folder_of(mart, report, out)
    book, tidy = folder / _workbook(report), folder / file_name(report, WORKBOOK, ".csv")
    records = {
        book: placed(book, lambda path: write_workbook(report, path)),
        tidy: placed(tidy, lambda path: write_csv(report, path)),
    }
    word, pdf = (folder / file_name(report, REPORT, suffix) for suffix in (".docx", ".pdf"))
    return records | write_document(annual_document(report), word, pdf)


def write_brief(
    mart: Path, year: int, bureau: str | None = None, out: Path | None = None, demo: bool | None = None,
    edition: str = INTERNAL, seeds: Path | None = None, standing: Standing = CURRENT,
) -> dict[Path, Record]:  # fmt: skip
    """Write the brief as Word and PDF; {path: places of its figures}. Arguments as above."""
    report = annual(Path(mart), int(year), bureau, demo, edition, seeds, TABLES, standing)
    folder = folder_of(mart, report, out)
    word, pdf = (folder / file_name(report, BRIEF, suffix) for suffix in (".docx", ".pdf"))
    return write_document(brief_document(report), word, pdf)


def _workbook(report: Report) -> str:
    return file_name(report, WORKBOOK, ".xlsx")


def folder_of(mart: Path, report: Report, out: Path | None) -> Path:
    """out, or the scope's folder beside published/."""
    return Path(out) if out else scope_folder(Path(mart).absolute().parent.parent / "reports", report.year, report.code)
