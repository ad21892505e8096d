"""A document as PDF by typst: fonts embedded, Chinese searchable, headings as bookmarks."""

import json
import tempfile
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from dagster_project.reports.document import Chart, Document, Grid, Heading, Paragraph
from dagster_project.reports.fonts import SANS, SERIF, font_folder
from dagster_project.reports.grid import cells
from dagster_project.reports.numbers import Record

BEIJING = timezone(timedelta(hours=8))
TEMPLATE = Path(__file__).with_name("report.typ")


def write_pdf(document: Document, path: Path, pictures: dict[str, bytes]) -> Record:
    """Write the document to path and return the places of its figures. Same content, same bytes.

    pictures: PNG by the id of its chart.
    """
    record = Record()
    blocks = [_block(block, index, record) for index, block in enumerate(document.blocks)]
    data = {
        "title": document.title, "layout": document.layout, "mark": document.mark, "signature": document.signature,
        "date": document.date, "annexes": list(document.annexes), "blocks": blocks, "serif": SERIF, "sans": SANS,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for name, picture in pictures.items():
            (Path(folder) / f"{name}.png").write_bytes(picture)
        path.write_bytes(_compile(Path(folder), data, document.as_of or datetime(2000, 1, 1)))
    return record


def _compile(folder: Path, data: dict, at: datetime) -> bytes:
    import typst

    source = folder / "report.typ"
    source.write_bytes(TEMPLATE.read_bytes())
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    return typst.compile(
        str(source), root=str(folder), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs,
        timestamp=at.replace(tzinfo=BEIJING),
    )


@cache
def _fonts() -> list[str]:
    return [str(font_folder())]


def _block(block, index: int, record: Record) -> dict:
    """A block as the template reads it: plain strings only, so nothing in it is ever markup."""
    if isinstance(block, Heading):
        return {"type": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        parts = [p if isinstance(p, str) else record.put(p, f"段{index}/{i}") for i, p in enumerate(block.parts)]
        return {"type": "paragraph", "kind": block.kind, "text": "".join(parts)}
    if isinstance(block, Chart):
        return {"type": "chart", "file": f"{block.id}.png", "title": block.title}
    assert isinstance(block, Grid)
    return {"type": "table", **cells(block, lambda n, r, c: record.put(n, f"表{index}/{r}/{c}"))}
