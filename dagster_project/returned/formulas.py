"""Formulas keep their last values: a workbook saved by openpyxl has none until a program reckons it again, and who hands
the file back without opening it would hand back empty cells.
"""

import io
import re
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile

from dagster_project.intake.layout.text import cell_text
from dagster_project.returned.tables import Sheet
from dagster_project.returned.tame import column_number

_FORMULA = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*)>(<f[^>]*(?:/>|>.*?</f>))<v\s*/?>(?:</v>)?</c>', re.DOTALL)
_TYPE = re.compile(r' t="[^"]*"')


def with_values(content: bytes, sheets: dict[str, Sheet]) -> bytes:
    """The same workbook; formulas of these sheets (by name) hold the values that the original showed."""
    with ZipFile(io.BytesIO(content)) as book:
        parts = {sheet: part for sheet, part in _parts(book).items() if sheet in sheets and b"<f" in book.read(part)}
        if not parts:
            return content
        texts = {part: _filled(book.read(part).decode("utf-8"), sheets[sheet]) for sheet, part in parts.items()}
        out = io.BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as new:
            for info in book.infolist():
                new.writestr(info.filename, texts[info.filename].encode() if info.filename in texts else book.read(info))
    return out.getvalue()


def _parts(book: ZipFile) -> dict[str, str]:
    """{sheet name: its part}, of a workbook as openpyxl writes it."""
    from xml.etree import ElementTree

    targets = {one.get("Id"): one.get("Target").lstrip("/") for one in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
    found = {}
    for one in ElementTree.fromstring(book.read("xl/workbook.xml")).findall(".//{*}sheet"):
        target = targets[next(value for key, value in one.items() if key.endswith("}id"))]
        found[one.get("name")] = target if target.startswith("xl/") else f"xl/{target}"
    return found


def _filled(text: str, sheet: Sheet) -> str:
    def fill(found: re.Match) -> str:
        row, position = int(found[2]), column_number(found[1]) - 1
        cells = sheet.rows[row - 1] if row <= len(sheet.rows) else []
        value = cells[position] if position < len(cells) else None
        if value in ("", None) or isinstance(value, bool):
            return found[0]
        start = f'<c r="{found[1]}{found[2]}"{_TYPE.sub("", found[3])}'
        if isinstance(value, (int, float)):
            return f"{start}>{found[4]}<v>{value!r}</v></c>"
        said = value if isinstance(value, str) else cell_text(value)[0]
        return f'{start} t="str">{found[4]}<v>{escape(said, quote=False)}</v></c>'

    return _FORMULA.sub(fill, text)
