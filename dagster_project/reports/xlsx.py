"""Lays a report out as a workbook for A4 landscape. Computes nothing but places, widths and formula text."""

from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from dagster_project.reports.layout import column_widths, header_height, lines_needed, safe_text
from dagster_project.reports.model import Column, Provenance, Report, Row, Table, text_of
from dagster_project.reports.numbers import Place, Record
from dagster_project.reports.styles import Styles

HEADER_ROW = 3  # title, 填报单位 and provenance stand above it
COVER = "封面与说明"


__all__ = ["Place", "write_workbook"]


def write_workbook(report: Report, path: Path) -> Record:
    """Write the report to path (any suffix) and return the place of every figure. Same content, same bytes."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": report.title, "created": report.provenance.as_of or datetime(2000, 1, 1)})
    styles = Styles(book)
    _cover(book, styles, report)
    places = Record()
    for table in report.tables:
        _sheet(book, styles, report, table, places)
    book.close()
    return places


def _cover(book, styles: Styles, report: Report) -> None:
    """Title, scope, provenance, contents with links, and how the figures are read."""
    sheet = book.add_worksheet(COVER)
    _page(sheet, report)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    sheet.merge_range(0, 0, 0, 1, report.title, styles.title)
    sheet.set_row(0, 42)
    at = 1
    if report.is_demo:
        sheet.merge_range(at, 0, at, 1, "演示数据：人员与数字均为虚构，不得用于任何工作。", styles.demo)
        at += 1
    for name, text in (("填报单位", report.scope), ("版本", report.edition), *_standing(report), *_provenance_lines(report.provenance)):
        at = _pair(sheet, styles, at, name, text)
    at += 1
    for table in report.tables:
        sheet.write_url(at, 0, f"internal:'{table.sheet}'!A1", styles.link, table.sheet)
        sheet.write_string(at, 1, f"{table.title}　{_unit(table)}", styles.note)
        at += 1
    at += 1
    for number, note in enumerate(report.notes, 1):
        at = _pair(sheet, styles, at, f"说明 {number}", note)


def _pair(sheet, styles: Styles, at: int, name: str, text: str) -> int:
    sheet.write_string(at, 0, name, styles.label)
    sheet.write_string(at, 1, safe_text(text), styles.note)
    sheet.set_row(at, 16 * lines_needed(text, 98))
    return at + 1


def _unit(table: Table) -> str:
    return f"计量单位：{table.unit}" if table.unit else ""


def _standing(report: Report) -> list[tuple[str, str]]:
    return [("发布", report.standing.words)] if report.standing.words else []


def _provenance_lines(origin: Provenance) -> tuple[tuple[str, str], ...]:
    as_of = f"{origin.as_of:%Y-%m-%d %H:%M}（北京时间）" if origin.as_of else "无数据"
    return ("数据截至", as_of), ("运行批次", origin.run_id), ("政策版本", origin.policy_version)


def _page(sheet, report: Report) -> None:
    """A4 landscape, one page wide, page numbers, and 演示数据 on each page of fictitious figures."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    sheet.set_header(f"&L{report.scope}&R{report.edition}{'　' + report.standing.words if report.standing.words else ''}{'　演示数据' if report.is_demo else ''}")
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _sheet(book, styles: Styles, report: Report, table: Table, places: Record) -> None:
    """One table on its own sheet: head, rows, notes. The head is repeated on every printed page."""
    sheet = book.add_worksheet(table.sheet)
    _page(sheet, report)
    widths = column_widths(table)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    _head(sheet, styles, report, table, widths)
    for index, row in enumerate(table.rows):
        _row(sheet, styles, table, index, row, widths, places)
    _notes(sheet, styles, table, widths)


def _head(sheet, styles: Styles, report: Report, table: Table, widths: list[float]) -> None:
    last = len(table.columns) - 1
    middle = max(1, last // 2)
    mark = "演示数据　" if report.is_demo else ""
    mark += f"{report.edition}版　" + (f"{report.standing.words}　" if report.standing.words else "")
    origin = "　".join(f"{name}：{text}" for name, text in _provenance_lines(table.provenance))
    sheet.merge_range(0, 0, 0, last, table.title, styles.title)
    sheet.set_row(0, 32)
    sheet.merge_range(1, 0, 1, middle, f"填报单位：{report.scope}", styles.left)
    sheet.merge_range(1, middle + 1, 1, last, f"{mark}{_unit(table)}", styles.right)
    sheet.merge_range(2, 0, 2, last, origin, styles.left)
    for index, column in enumerate(table.columns):
        sheet.write_string(HEADER_ROW, index, column.label, styles.header)
    sheet.set_row(HEADER_ROW, header_height(table, widths))
    sheet.repeat_rows(0, HEADER_ROW)
    sheet.freeze_panes(HEADER_ROW + 1, 1)


def _row(sheet, styles: Styles, table: Table, index: int, row: Row, widths: list[float], places: Record) -> None:
    """Write one line; each figure goes by places, with its cell."""
    at, lines = HEADER_ROW + 1 + index, 1
    for col, column in enumerate(table.columns):
        text, style = text_of(column, row), styles.cell(column, row)
        if text is not None:
            text = safe_text(text)
            sheet.write_string(at, col, text, style)
            lines = max(lines, lines_needed(text, widths[col] - 1))
            continue
        places.put(table.cell(row, column.name), f"{table.sheet}!{xl_rowcol_to_cell(at, col)}")
        value = places[-1].value
        formula = _formula(table, column, col, row, at)
        if formula:
            sheet.write_formula(at, col, formula, style, value)
        else:
            sheet.write_number(at, col, value, style)
    sheet.set_row(at, 15 * lines + 2)


def _formula(table: Table, column: Column, col: int, row: Row, at: int) -> str | None:
    """The formula of a cell: a sum of its rows, the difference or the quotient of two cells of its own line.

    None where the value is no such thing, as in the public edition, whose totals are of unrounded counts.
    """
    names = [c.name for c in table.columns]
    if column.difference_of and set(column.difference_of) <= set(names):
        left, right = (xl_rowcol_to_cell(at, names.index(n)) for n in column.difference_of)
        known = [row.values.get(n) for n in column.difference_of]
        return f"={left}-{right}" if None not in known and known[0] - known[1] == row.values[column.name] else None
    if not row.adds:
        return None
    if column.adds:
        return f"=SUM({','.join(_ranges(row.adds, col))})"
    if column.rate_of and _divides(column, row):
        top, bottom = (xl_rowcol_to_cell(at, names.index(n)) for n in column.rate_of)
        return f"=IF({bottom}=0,0,{top}/{bottom})"
    return None


def _divides(column: Column, row: Row) -> bool:
    """True when the rate is the plain quotient of its two columns: not where some rows lack a denominator."""
    top, bottom = (row.values.get(n) for n in column.rate_of)
    return bool(bottom) and top is not None and top / bottom == row.values[column.name]


def _ranges(indexes: tuple[int, ...], col: int) -> list[str]:
    """A1 ranges of one column that cover these rows of the table and no other."""
    runs = []
    for index in sorted(indexes):
        if runs and index == runs[-1][1] + 1:
            runs[-1][1] = index
        else:
            runs.append([index, index])
    first = HEADER_ROW + 1
    return [xl_range(first + start, col, first + end, col) for start, end in runs]


def _notes(sheet, styles: Styles, table: Table, widths: list[float]) -> None:
    at, total = HEADER_ROW + 1 + len(table.rows), sum(widths)
    for number, note in enumerate(table.notes, 1):
        text = f"注{number}：{note}" if table.rows else note
        sheet.merge_range(at, 0, at, len(table.columns) - 1, safe_text(text), styles.note)
        sheet.set_row(at, 16 * lines_needed(text, total - 2))
        at += 1
