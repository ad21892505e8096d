"""Which files a report is written to, and that each appears whole or not at all, readable by its owner only."""

import os
from collections.abc import Callable
from pathlib import Path

from dagster_project.reports.document import Chart, Document
from dagster_project.reports.model import Report
from dagster_project.reports.numbers import Record


def scope_folder(reports: Path, year: int, code: str | None) -> Path:
    """Where a scope's reports lie: reports/<year>/<body's code, or region>. Pages serve a body its own folder only."""
    return reports / str(year) / (code or "region")


def file_name(report: Report, what: str, suffix: str) -> str:
    """Year, what it is and scope; the words of a release, 公开版 and 演示数据 where they hold."""
    marks = f"_{report.standing.words}" if report.standing.words else ""
    marks += ("_公开版" if report.edition == "公开" else "") + ("_演示数据" if report.is_demo else "")
    return f"{report.year}年度{what}_{report.scope}{marks}{suffix}"


def placed(target: Path, write: Callable[[Path], Record]) -> Record:
    """Write beside the target and put it in place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        record = write(unfinished)
        unfinished.chmod(0o600)
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    return record


def write_document(document: Document, word: Path, pdf: Path) -> dict[Path, Record]:
    """The same document as Word and as PDF, with the same pictures; the places of each file's figures."""
    from dagster_project.reports.pdf import write_pdf
    from dagster_project.reports.word import write_word

    drawn = Record()
    pictures = _pictures(document, drawn)
    records = {
        word: placed(word, lambda path: write_word(document, path, pictures)),
        pdf: placed(pdf, lambda path: write_pdf(document, path, pictures)),
    }
    for record in records.values():
        record.extend(drawn)
    return records


def _pictures(document: Document, drawn: Record) -> dict[str, bytes]:
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    if not charts:
        return {}
    from dagster_project.reports.charts import png

    return {chart.id: png(chart, drawn) for chart in charts}
