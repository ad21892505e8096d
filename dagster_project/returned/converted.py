"""Anything that is no xlsx, as an xlsx with the same cells at the same places; large files row by row, in little memory."""

import io
from datetime import date, datetime, time

import xlsxwriter

from dagster_project.forms import ours
from dagster_project.intake.layout.text import cell_text
from dagster_project.reports.layout import width_of
from dagster_project.returned import looks
from dagster_project.returned.explain import WIDTHS, Line
from dagster_project.returned.marks import PERSONAL, SheetMarks
from dagster_project.returned.tables import Sheet

_LOOKED_AT = 200  # rows that tell a column's width
_LIVE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": True}
_NO_NAME = str.maketrans("", "", "[]:*?/\\")


def write_converted(sheets: list[Sheet], all_marks: list[SheetMarks], lines: list[Line], submission_id: str,
                    is_large: bool = False, folder: str | None = None) -> bytes:  # fmt: skip
    """The marked workbook. folder: where the rows of a large one are kept meanwhile, owner-only."""
    out = io.BytesIO()
    options = {"constant_memory": True, "tmpdir": folder} if is_large else {"in_memory": True}
    book = xlsxwriter.Workbook(out, {**_LIVE, **options, "date_1904": any(sheet.is_1904 for sheet in sheets)})
    formats = _Formats(book)
    _explain(book.add_worksheet(ours.EXPLANATION), lines, formats)
    marks_of, used = {id(marks.sheet): marks for marks in all_marks}, {ours.EXPLANATION.lower(), ours.MARK.lower()}
    for sheet in sheets:
        page = book.add_worksheet(_name(sheet.name, used))
        if sheet.is_hidden:
            page.hide()
        _write(page, sheet, marks_of.get(id(sheet)), formats)
    hidden = book.add_worksheet(ours.MARK)
    hidden.write_row(0, 0, [ours.KEY, submission_id])
    hidden.very_hidden()
    book.close()
    return out.getvalue()


_NUMBERS = {"date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm:ss", "time": "hh:mm:ss", "text": "@"}
_OWN = {
    "head": {"font_name": looks.HEAD_FONT, "bg_color": f"#{looks.HEAD_COLOUR}", "border": 1, "text_wrap": True, "valign": "top"},
    "body": {"border": 1, "text_wrap": True, "valign": "top", "border_color": "#A6A6A6"},
    "title": {"font_name": looks.HEAD_FONT, "font_size": 16, "valign": "top"},
    "line": {"font_size": 11, "text_wrap": True, "valign": "top"},
}


class _Formats(dict):
    """(severity, kind of value) → format, made when first needed."""

    def __init__(self, book):
        super().__init__()
        self.book = book

    def __missing__(self, key: tuple):
        severity, kind = key
        wanted = {"font_name": looks.BODY_FONT, "font_size": 10} | _OWN.get(kind, {})
        if kind in _NUMBERS:
            wanted["num_format"] = _NUMBERS[kind]
        if severity:
            wanted["bg_color"] = f"#{looks.COLOURS[severity]}"
        found = self[key] = self.book.add_format(wanted)
        return found


def _name(name: str, used: set[str]) -> str:
    """A name that a workbook may have, not used yet."""
    plain = (name.translate(_NO_NAME).strip("'")[:31]) or "表"
    number, found = 1, plain
    while found.lower() in used:
        number += 1
        found = f"{plain[:27]}（{number}）"
    used.add(found.lower())
    return found


def _write(page, sheet: Sheet, marks: SheetMarks | None, formats: _Formats) -> None:
    for position, width in enumerate(_widths(sheet)):
        page.set_column(position, position, width)
    cells, rows, headers, as_text = {}, {}, (), set()
    if marks:
        cells, rows, headers = _at_their_value(marks), marks.rows, marks.headers
        as_text = {at for table in sheet.tables for at, name in table.columns.items() if name in PERSONAL}
        page.set_column(marks.issue, marks.issue, looks.WIDTH_ISSUE)
        page.set_column(marks.issue + 1, marks.issue + 1, looks.WIDTH_STATUS)
    for number, row in enumerate(sheet.rows, 1):
        for position, value in enumerate(row):
            mark = cells.get((number, position))
            if value not in ("", None) or mark:
                _cell(page, number - 1, position, value, mark[0] if mark else None, position in as_text, formats)
            if mark:
                said = {"author": looks.AUTHOR, "width": looks.COMMENT_WIDTH, "height": looks.comment_height(mark[1])}
                page.write_comment(number - 1, position, mark[1], said | {"font_name": looks.BODY_FONT, "font_size": 10})
        if number in headers:
            page.write_row(number - 1, marks.issue, [ours.ISSUE, ours.STATUS], formats[None, "head"])
        elif number in rows:
            mark = rows[number]
            if mark.text:
                page.set_row(number - 1, looks.text_height(mark.text, looks.WIDTH_ISSUE))
            page.write_string(number - 1, marks.issue, mark.text, formats[None, "body"])
            page.write_string(number - 1, marks.issue + 1, mark.status, formats[mark.severity, "body"])
    page.merge += [[a, b, c, d] for (a, b), (c, d) in sheet.merges]  # the values stand in their cells already
    if marks:
        header, last, first = marks.filter
        page.autofilter(header - 1, first, max(last - 1, header), marks.issue + 1)
        page.freeze_panes(header, 0)
        for one in marks.choices:
            _list(page, one)


def _at_their_value(marks: SheetMarks) -> dict:
    """Marks inside a merged range go to its first cell, the only one that is seen. Cells beyond a row's end are made."""
    first = {}
    for (top, left), (bottom, right) in marks.sheet.merges:
        if (bottom - top + 1) * (right - left + 1) <= 100_000:
            first |= {(r + 1, c): (top + 1, left) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    found: dict = {}
    for at, (severity, text) in marks.cells.items():
        at = first.get(at, at)
        found.setdefault(at, [severity, text])
        row = marks.sheet.rows[at[0] - 1]
        row += [""] * (at[1] + 1 - len(row))
    return found


def _cell(page, row: int, column: int, value, severity, as_text: bool, formats: _Formats) -> None:
    plain = formats[severity, "text" if as_text else "plain"]
    if value in ("", None):
        page.write_blank(row, column, None, plain)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, plain)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value, formats[severity, "plain"])
    elif isinstance(value, (datetime, date)) and value.year >= 1904:
        kind = "date" if type(value) is date or value.time() == time() else "moment"
        page.write_datetime(row, column, value, formats[severity, kind])
    else:
        page.write_string(row, column, value if isinstance(value, str) else cell_text(value)[0], plain)


def _list(page, one) -> None:
    choices = list(one.column.choices)
    if len(",".join(choices)) <= looks.LONGEST_LIST:
        page.data_validation(one.first - 1, one.position, one.last - 1, one.position, {
            "validate": "list", "source": choices, "error_type": "warning", "error_title": "请核对",
            "error_message": f"“{one.column.label}”一般从列表中选择。", "show_error": not one.column.several,
        })  # fmt: skip


def _widths(sheet: Sheet) -> list[float]:
    """Wide enough for what stands in the table's first rows; titles above it run over."""
    first = min((table.header.first_no for table in sheet.tables), default=1)
    widths: list[int] = []
    for row in sheet.rows[first - 1 : first - 1 + _LOOKED_AT]:
        widths += [0] * (len(row) - len(widths))
        for position, value in enumerate(row):
            if value not in ("", None):
                text = value if isinstance(value, str) else cell_text(value)[0]
                widths[position] = max(widths[position], min(28, width_of(text[:60])))
    return [max(6, width) + 2 for width in widths]


def _explain(page, lines: list[Line], formats: _Formats) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    for row, line in enumerate(lines):
        if line.kind in ("title", "text"):
            page.set_row(row, 28 if line.kind == "title" else looks.text_height(line.cells[0], sum(WIDTHS)))
            page.write_string(row, 0, line.cells[0], formats[None, "title" if line.kind == "title" else "line"])
            page.merge.append([row, 0, row, len(WIDTHS) - 1])
            continue
        page.set_row(row, max(looks.text_height(str(v), w) for v, w in zip(line.cells, WIDTHS, strict=False)))
        for column, value in enumerate(line.cells):
            kind = formats[None, "head" if line.kind == "head" else "body"]
            page.write_number(row, column, value, kind) if isinstance(value, int) else page.write_string(row, column, value, kind)
