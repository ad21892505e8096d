"""Cells to a workbook, the same bytes for the same cells."""

import io
from datetime import datetime

import xlsxwriter

from .sheets import Sheet

MADE = datetime(2024, 12, 31)  # in none of the years before those of the files


def workbook(sheets: list[Sheet]) -> bytes:
    """One .xlsx with a fixed creation date."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": "演示数据", "created": MADE})
    title = book.add_format({"bold": True, "align": "center", "font_size": 14})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}
    )
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, title, head)
    book.close()
    return buffer.getvalue()


def _write(page, sheet: Sheet, title, head) -> None:
    last = len(sheet.header) - 1
    for at, text in enumerate(sheet.above):
        page.merge_range(at, 0, at, last, text, title)
    top = len(sheet.above)
    page.write_row(top, 0, sheet.header, head)
    page.set_column(0, last, 14)
    for at, line in enumerate(sheet.rows, top + 1):
        for column, cell in enumerate(line):
            if isinstance(cell, int):
                page.write_number(at, column, cell)
            elif cell:
                page.write_string(at, column, cell)
    for at, text in enumerate(sheet.below, top + 1 + len(sheet.rows)):
        page.write_string(at, 0, text)
