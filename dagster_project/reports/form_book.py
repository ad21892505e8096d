"""A form filled in by us: one sheet laid out as its blank template, read back by intake as that form."""

from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from dagster_project.forms.template import Template
from dagster_project.reports.layout import lines_needed, safe_text, width_of
from dagster_project.reports.model import Report, Row, Table
from dagster_project.reports.numbers import Record

MARK, TITLE, UNIT, HEADER = range(4)  # rows from 0: where the form comes from, its title, who fills it in, the header
NARROWEST = 96  # characters of a whole table


def write_form(report: Report, table: Table, form: Template, path: Path) -> Record:
    """Write one table as its form to path (any suffix) and return the places of its figures. Same content, same bytes."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": form.title, "created": report.provenance.as_of or datetime(2000, 1, 1)})
    sheet, record = book.add_worksheet(form.name[:31]), Record()
    formats, last = _formats(book), len(form.columns) - 1
    widths = _widths(form, table)
    for n, width in enumerate(widths):
        sheet.set_column(n, n, width)
    _page(sheet, report)
    demo = "　演示数据：人员与数字均为虚构" if report.is_demo else ""
    sheet.write_string(MARK, 0, form.mark + demo, formats["mark"])
    sheet.merge_range(TITLE, 0, TITLE, last, form.title, formats["title"])
    sheet.set_row(TITLE, 34)
    sheet.write_string(UNIT, 0, f"单位（盖章）：{report.scope}", formats["unit"])
    sheet.set_row(UNIT, 22)
    for n, column in enumerate(form.columns):
        sheet.write_string(HEADER, n, column.label, formats["head"])
    sheet.set_row(HEADER, 24)
    for index, row in enumerate(table.rows):
        _line(sheet, form, table, index, row, formats, record)
    _below(sheet, report, table, formats, sum(widths), last)
    book.close()
    return record


def _formats(book) -> dict:
    plain = {"font_name": "宋体", "font_size": 11}
    cell = plain | {"border": 1, "valign": "vcenter", "text_wrap": True}
    wanted = {
        "mark": plain | {"font_size": 10, "font_color": "#7F7F7F"}, "unit": plain | {"font_size": 12, "valign": "vcenter"},
        "title": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
        "head": cell | {"font_name": "黑体", "align": "center", "bg_color": "#DCE6F1"},
        "data": cell, "total": cell | {"bold": True, "bg_color": "#F2F2F2"}, "note": plain | {"font_size": 10, "text_wrap": True, "valign": "top"},
    }  # fmt: skip
    return {name: book.add_format(properties) for name, properties in wanted.items()}


def _page(sheet, report: Report) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(TITLE, HEADER)
    sheet.freeze_panes(HEADER + 1, 0)
    if report.is_demo:
        sheet.set_header("&R演示数据")
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _widths(form: Template, table: Table) -> list[float]:
    """Wide enough for the header and the longest word of a column; the page is filled."""
    widths = []
    for column in form.columns:
        words = [str(row.values.get(column.name) or "") for row in table.rows] if table.has(column.name) else []
        widths.append(min(30, max(8, width_of(column.label) + 2, *map(width_of, words), 0)) + 2)
    return [width * max(1, NARROWEST / sum(widths)) for width in widths]


def _line(sheet, form: Template, table: Table, index: int, row: Row, formats: dict, record: Record) -> None:
    """One line. Sums are formulas with their values beside them; a figure that is not known leaves its cell empty."""
    at, is_total = HEADER + 1 + index, row.kind == "total"
    style = formats["total" if is_total else "data"]
    names = [column.name for column in form.columns]
    for n, name in enumerate(names):
        if name == "seq":
            sheet.write(at, n, "合计" if is_total else index + 1, style)
        elif not table.has(name) or row.values.get(name) in (None, ""):
            sheet.write_blank(at, n, None, style)
        elif isinstance(row.values[name], str):
            sheet.write_string(at, n, safe_text(row.values[name]), style)
        else:
            record.put(table.cell(row, name), f"{sheet.get_name()}!{xl_rowcol_to_cell(at, n)}")
            formula = _formula(names, name, n, at, index if is_total else None)
            if formula:
                sheet.write_formula(at, n, formula, style, record[-1].value)
            else:
                sheet.write_number(at, n, record[-1].value, style)
    sheet.set_row(at, 20)


def _formula(names: list[str], name: str, n: int, at: int, lines: int | None) -> str | None:
    """lines: how many lines stand above the total; None in a line of data."""
    if lines:
        return f"=SUM({xl_range(HEADER + 1, n, HEADER + lines, n)})"
    if name == "persons_sum":
        return f"=SUM({xl_range(at, names.index('persons_senior'), at, n - 1)})"
    return None


def _below(sheet, report: Report, table: Table, formats: dict, width: float, last: int) -> None:
    """Notes below the table, each beginning with 备注, so that they are read as such."""
    origin = table.provenance
    as_of = f"{origin.as_of:%Y-%m-%d %H:%M}" if origin.as_of else "无数据"
    notes = (f"由已发布的统计结果生成：数据截至{as_of}，运行批次{origin.run_id}，政策版本{origin.policy_version}。", *table.notes)
    for at, note in enumerate(notes, HEADER + 1 + len(table.rows)):
        text = f"备注：{note}"
        sheet.merge_range(at, 0, at, last, safe_text(text), formats["note"])
        sheet.set_row(at, 15 * lines_needed(text, width - 2))
