"""Workbooks, text files and web pages as sheets of cells."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from dagster_project.forms import ours
from dagster_project.intake.container.inside import Inside, Look
from dagster_project.intake.container.kinds import (
    DAMAGED,
    LOCKED,
    NOT_PARTED,
    NOT_TEXT,
    Refused,
    dressed,
    is_locked,
)
from dagster_project.intake.container.limits import file_limits
from dagster_project.intake.container.web import Tables, decode_page
from dagster_project.intake.layout.header import HEADER_ROWS

_QUOTED = re.compile(r'"[^"]*"')
_FORMULA = re.compile(r'^="(.*)"$', re.DOTALL)  # ="1502…": how exports keep a number a text


@dataclass
class Sheet:
    """rows: one list of raw cell values a row, from worksheet row 1 and column 1 on. merges: ((row, column), (row,
    column)) of each merged range, 0-based. look_inside(): see Look, as far as can be known.
    returned_from: the submission that the workbook was returned from, mended and handed back.
    """

    name: str
    is_hidden: bool
    rows: Iterator[list]
    merges: list
    look_inside: Callable[[], Look] = Look
    returned_from: str | None = None


def workbook_sheets(path: Path) -> Iterator[Sheet]:
    """Worksheets of an Excel file, hidden ones too, without those that we added. Raises Refused when it cannot be opened."""
    inside = Inside(path)
    try:
        book = _open(path, inside)
    except PasswordError:
        raise Refused(LOCKED) from None
    except (CalamineError, OSError, ValueError):
        raise Refused(LOCKED if is_locked(path) else dressed(path) or DAMAGED) from None
    widest = file_limits()["sheet_columns"]
    returned_from, own = _returned(book)
    for number, meta in enumerate(book.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet or meta.name in own:
            continue
        try:
            sheet = book.get_sheet_by_name(meta.name)
        except (CalamineError, OSError, ValueError):
            raise Refused(DAMAGED) from None
        if sheet.start is None:
            continue
        if sheet.end[1] >= widest:
            raise Refused(f"工作表“{safe_name(meta.name)}”用到了第 {sheet.end[1] + 1} 列，超过上限 {widest} 列：右边很远处"
                          "可能有多余的空格或文字。请删去右边多余的列，另存后重新报送。")  # fmt: skip
        hidden = meta.visible != SheetVisibleEnum.Visible
        merges = sheet.merged_cell_ranges or []
        yield Sheet(meta.name, hidden, _rows(sheet), merges, partial(inside.look, number), returned_from)


def _open(path: Path, inside: Inside) -> CalamineWorkbook:
    fast = inside.fast()
    return CalamineWorkbook.from_path(str(path)) if fast is None else CalamineWorkbook.from_filelike(io.BytesIO(fast))


def _returned(book: CalamineWorkbook) -> tuple[str | None, tuple[str, ...]]:
    """(submission that the workbook was returned from, names of the sheets that we added to it)."""
    if ours.MARK not in book.sheet_names:
        return None, ()
    try:
        return ours.submission_of(book.get_sheet_by_name(ours.MARK).to_python()), (ours.MARK, ours.EXPLANATION)
    except (CalamineError, OSError, ValueError):
        raise Refused(DAMAGED) from None


def safe_name(name: str) -> str:
    return re.sub(r"\d{6,}", "…", name)[:20]


def _rows(sheet) -> Iterator[list]:
    """Leading empty columns are given back: cell positions then are worksheet columns."""
    left = [""] * sheet.start[1]
    return (left + row for row in sheet.iter_rows()) if left else sheet.iter_rows()


def text_sheets(path: Path) -> Iterator[Sheet]:
    """A csv or txt as one sheet; separated by tab, comma, semicolon or |, whichever is most frequent at the start."""
    text = _decode(path.read_bytes())
    head = _QUOTED.sub("", text[:20_000])
    separator = max("\t,;|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = list(reader)
    except csv.Error:
        raise Refused(NOT_TEXT) from None
    if len(rows) > 1 and max(map(len, rows)) == 1:
        raise Refused(NOT_PARTED)
    _check_quotes(rows, separator)
    if '="' in text:
        rows = [[_FORMULA.sub(r"\1", cell) for cell in row] for row in rows]
    yield Sheet("", False, iter(rows), [])


def _check_quotes(rows: list[list[str]], separator: str) -> None:
    """A quotation mark that is never closed, or closed lines below, makes one cell of several rows: never taken silently."""
    width = max((sum(map(bool, row)) for row in rows[:HEADER_ROWS]), default=0)
    for number, row in enumerate(rows, 1):
        for cell in row:
            if "\n" in cell and width > 2 and cell.count(separator) >= width - 1:
                raise Refused(f"第 {number} 行起有一个没有成对的双引号，把下面几行并成了一格。请补上或删去这个引号，或另存为 xlsx 后重新报送。")


def web_sheets(path: Path) -> Iterator[Sheet]:
    """The tables of a web page, each as a sheet. Raises Refused when it is no text."""
    text = decode_page(path.read_bytes())
    if text is None:
        raise Refused(NOT_TEXT)
    page = Tables()
    page.feed(text)
    page.close()
    for number, (rows, merges) in enumerate(page.tables, 1):
        yield Sheet(f"表{number}" if len(page.tables) > 1 else "", False, iter(rows), merges)


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        names = ["utf-16"]
    else:
        names = ["utf-8-sig", "gb18030"]
    for name in names:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(NOT_TEXT)
