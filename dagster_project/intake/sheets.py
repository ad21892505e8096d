"""Workbooks and text files as sheets of cells."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from dagster_project.intake.kinds import DAMAGED, NOT_TEXT, Refused


@dataclass
class Sheet:
    """rows: one list of raw cell values a row, from worksheet row 1 and column 1 on. merges: calamine's ranges."""

    name: str
    is_hidden: bool
    rows: Iterator[list]
    merges: list


def workbook_sheets(path: Path) -> Iterator[Sheet]:
    """Worksheets of an Excel file, hidden ones too. Raises Refused when it cannot be opened."""
    try:
        book = CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise Refused("文件加了打开密码，无法读取。请取消密码后重新报送。") from None
    except (CalamineError, OSError, ValueError):
        raise Refused(DAMAGED) from None
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = book.get_sheet_by_name(meta.name)
        except (CalamineError, OSError, ValueError):
            raise Refused(DAMAGED) from None
        if sheet.start is not None:
            hidden = meta.visible != SheetVisibleEnum.Visible
            yield Sheet(meta.name, hidden, _rows(sheet), sheet.merged_cell_ranges or [])


def _rows(sheet) -> Iterator[list]:
    """Leading empty columns are given back: cell positions then are worksheet columns."""
    left = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield left + row if left else row


def text_sheets(path: Path) -> Iterator[Sheet]:
    """A csv or txt as one sheet; separated by tab, comma or semicolon, whichever is most frequent at the start."""
    text = _decode(path.read_bytes())
    head = text[:20_000]
    separator = max("\t,;", key=head.count)
    rows = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    try:
        yield Sheet("", False, iter(list(rows)), [])
    except csv.Error:
        raise Refused(NOT_TEXT) from None


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
