"""An xlsx as it was handed in, through openpyxl: sheets, widths, merges, hidden things stay; macros and locks go."""

import io
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from dagster_project.forms import ours
from dagster_project.returned import looks
from dagster_project.returned.explain import WIDTHS, Line
from dagster_project.returned.formulas import with_values
from dagster_project.returned.marks import SheetMarks

_FILLS = {name: PatternFill("solid", fgColor=colour) for name, colour in looks.COLOURS.items()}
_HEAD_FILL, _NO_FILL = PatternFill("solid", fgColor=looks.HEAD_COLOUR), PatternFill()
_THIN = Border(*[Side("thin", color="A6A6A6")] * 4)
_BODY, _HEAD, _TITLE = Font(looks.BODY_FONT, 10), Font(looks.HEAD_FONT, 10), Font(looks.HEAD_FONT, 16)
_TEXT = Font(looks.BODY_FONT, 11)
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def write_kept(original: Path, all_marks: list[SheetMarks], lines: list[Line], submission_id: str) -> bytes:
    """The marked workbook. Raises whatever openpyxl raises on a file that it cannot read."""
    with original.open("rb") as file:
        book = load_workbook(file, rich_text=True)
    if ours.MARK in book.sheetnames:  # it was returned before
        for name in {ours.MARK, ours.EXPLANATION} & set(book.sheetnames):
            del book[name]
    for marks in all_marks:
        _mark_sheet(book[marks.sheet.name], marks)
    book.security = None
    for sheet in book.worksheets:
        sheet.protection.sheet = False
        sheet.sheet_view.tabSelected = False
    _explain(book.create_sheet(_free(book, ours.EXPLANATION), 0), lines)
    hidden = book.create_sheet(ours.MARK)
    hidden.append([ours.KEY, submission_id])
    hidden.sheet_state = "veryHidden"
    book.active = 0
    book.worksheets[0].sheet_view.tabSelected = True
    out = io.BytesIO()
    book.save(out)
    return with_values(out.getvalue(), {marks.sheet.name: marks.sheet for marks in all_marks})


def _free(book, name: str) -> str:
    """A sheet of the clerk's own may be called so: it gives up its name, not its content."""
    if name in book.sheetnames:
        book[name].title = f"{name}（原有）"
    return name


def _mark_sheet(sheet, marks: SheetMarks) -> None:
    _clean(sheet, marks)
    merged = {(row, column): span for span in sheet.merged_cells.ranges for row, column in span.cells}
    for (row, position), (severity, text) in marks.cells.items():
        cell = sheet.cell(row, position + 1)
        if isinstance(cell, MergedCell):  # the value stands in the first cell of the merge
            span = merged[row, position + 1]
            cell = sheet.cell(span.min_row, span.min_col)
        cell.fill = _FILLS[severity]
        _comment(cell, text)
    for row in marks.headers:
        for column, label in enumerate((ours.ISSUE, ours.STATUS), marks.issue + 1):
            _put(sheet.cell(row, column), label, _HEAD, _HEAD_FILL)
    for row, mark in marks.rows.items():
        fill = _FILLS.get(mark.severity)
        _put(sheet.cell(row, marks.issue + 1), mark.text or None, _BODY, None)
        _put(sheet.cell(row, marks.issue + 2), mark.status or None, _BODY, fill)
        if mark.text:
            found = sheet.row_dimensions[row]
            found.height = max(found.height or 0, looks.text_height(mark.text, looks.WIDTH_ISSUE))
    for column, width in enumerate((looks.WIDTH_ISSUE, looks.WIDTH_STATUS), marks.issue + 1):
        found = sheet.column_dimensions[get_column_letter(column)]
        found.width, found.hidden = width, False
    _filter(sheet, marks)
    _lists(sheet, marks)


def _clean(sheet, marks: SheetMarks) -> None:
    """Take out what an earlier return put in: our columns, comments and colours."""
    if not marks.sheet.added:
        return
    first, colours = min(marks.headers), set(looks.COLOURS.values())
    for cell in list(sheet._cells.values()):  # those that are there: iter_rows would make all up to the furthest
        if isinstance(cell, MergedCell):
            continue
        if cell.comment is not None and cell.comment.text.lstrip().startswith(ours.COMMENT):
            cell.comment = None
        if cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb)[-6:] in colours:
            cell.fill = _NO_FILL
        if cell.row >= first and cell.column - 1 in marks.sheet.added:
            cell.value, cell.border, cell.fill = None, Border(), _NO_FILL


def _comment(cell, text: str) -> None:
    before = cell.comment
    if before is not None and before.text.strip():
        text = f"{text}\n\n原有批注：{before.text.strip()}"
    cell.comment = Comment(text, looks.AUTHOR, looks.comment_height(text), looks.COMMENT_WIDTH)


def _put(cell, value: str | int | None, font: Font, fill: PatternFill | None) -> None:
    if isinstance(cell, MergedCell):
        return
    _text(cell, value)
    cell.font, cell.border, cell.alignment = font, _THIN, _WRAPPED
    if fill is not None:
        cell.fill = fill


def _text(cell, value: str | int | None) -> None:
    """A value, never as a formula."""
    cell.value = value or None if isinstance(value, str) else value
    if isinstance(cell.value, str):
        cell.data_type = "s"


def _filter(sheet, marks: SheetMarks) -> None:
    """Rows that an earlier filter hid are shown again. A table of Excel's own has its own filter."""
    if sheet.auto_filter.ref and sheet.auto_filter.filterColumn:
        for found in list(sheet.row_dimensions.values()):
            found.hidden = False
    if sheet.tables:
        return
    header, last, first = marks.filter
    sheet.auto_filter.filterColumn, sheet.auto_filter.sortState = [], None
    sheet.auto_filter.ref = f"{get_column_letter(first + 1)}{header}:{get_column_letter(marks.issue + 2)}{max(last, header + 1)}"


def _lists(sheet, marks: SheetMarks) -> None:
    """Drop-down lists, where the clerk's own workbook has none."""
    taken = [span for rule in sheet.data_validations.dataValidation for span in rule.sqref.ranges]
    for one in marks.choices:
        text, column = ",".join(one.column.choices), one.position + 1
        if len(text) > looks.LONGEST_LIST or any(
            s.min_col <= column <= s.max_col and s.min_row <= one.last and s.max_row >= one.first for s in taken
        ):
            continue
        rule = DataValidation(
            "list", formula1=f'"{text}"', allow_blank=True, showErrorMessage=not one.column.several, errorStyle="warning",
            errorTitle="请核对", error=f"“{one.column.label}”一般从列表中选择。",
        )  # fmt: skip
        letter = get_column_letter(column)
        rule.add(f"{letter}{one.first}:{letter}{one.last}")
        sheet.add_data_validation(rule)


def _explain(sheet, lines: list[Line]) -> None:
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, line in enumerate(lines, 1):
        if line.kind in ("title", "text"):
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(WIDTHS))
            cell = sheet.cell(row, 1)
            _text(cell, line.cells[0])
            cell.font, cell.alignment = _TITLE if line.kind == "title" else _TEXT, _WRAPPED
            sheet.row_dimensions[row].height = 28 if line.kind == "title" else looks.text_height(line.cells[0], sum(WIDTHS))
            continue
        for column, value in enumerate(line.cells, 1):
            _put(sheet.cell(row, column), value, _HEAD if line.kind == "head" else _BODY, _HEAD_FILL if line.kind == "head" else None)
        sheet.row_dimensions[row].height = max(looks.text_height(str(v), w) for v, w in zip(line.cells, WIDTHS, strict=False))
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
