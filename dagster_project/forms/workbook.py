"""A template as a workbook: A4 landscape, header repeated on each page, drop-down lists, notes on the headers."""

from datetime import datetime
from math import ceil
from pathlib import Path

import xlsxwriter

from dagster_project.forms.template import Template, TemplateColumn
from dagster_project.reports.layout import lines_needed, width_of

BLANK_ROWS = 15  # lines drawn on the printed page; the lists and formats go on below them
LAST_ROW = 5000
ROW_HEIGHT = 22
NARROWEST = 110  # characters of a whole table: a table of few columns still fills the page
ROOM = {"id_number": 20, "phone": 13, "applied_title": 14, "subject": 16, "approver": 18}
LONGEST_LIST = 255  # of a list written into a cell's rule, by the file format
LINE = 90  # Chinese characters of a note in one row


class Layout:
    """Where things stand: rows from 0. The mark and the title stand above, the example right below the header."""

    def __init__(self, template: Template):
        self.mark, self.title = 0, 1
        self.header = 3 if template.unit_row else 2
        self.first = self.header + 1
        self.printed = sum(column.printed for column in template.columns)


def write_template(template: Template, path: Path) -> None:
    """Write the blank workbook. The same template gives the same bytes."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": template.name, "created": datetime(2000, 1, 1)})
    sheet, at = book.add_worksheet(template.name[:31].strip()), Layout(template)
    formats = _formats(book)
    widths = _widths(template)
    _page(sheet, template, at)
    _above(sheet, template, at, formats)
    sheet.set_row(at.header, 15 * max(map(lines_needed, (c.label for c in template.columns), (w - 1 for w in widths))) + 8)
    for n, (column, width) in enumerate(zip(template.columns, widths, strict=True)):
        _column(sheet, n, column, width, at, formats)
    for row in range(at.first, at.first + 1 + BLANK_ROWS):
        sheet.set_row(row, ROW_HEIGHT)
    _below(sheet, template, at, formats)
    book.close()


def _formats(book) -> dict:
    cell = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "vcenter", "text_wrap": True}
    head = cell | {"font_name": "黑体", "align": "center", "bg_color": "#DCE6F1"}
    example = cell | {"italic": True, "font_color": "#7F7F7F"}
    wanted = {
        "mark": {"font_name": "宋体", "font_size": 10, "font_color": "#7F7F7F"},
        "title": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
        "unit": {"font_name": "宋体", "font_size": 12, "valign": "vcenter"},
        "note": {"font_name": "宋体", "font_size": 10},
        "required": head | {"bold": True}, "expected": head, "optional": head | {"bg_color": "#F2F2F2"},
        "cell": cell, "text": cell | {"num_format": "@"},
        "plain": {"font_name": "宋体", "font_size": 11}, "plain_text": {"font_name": "宋体", "font_size": 11, "num_format": "@"},
        "example": example | {"num_format": "@"},
    }  # fmt: skip
    return {name: book.add_format(properties) for name, properties in wanted.items()}


def _page(sheet, template: Template, at: Layout) -> None:
    """A4 landscape, as wide as the printed columns; the optional ones at their right are not printed."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(at.header)
    sheet.print_area(0, 0, at.first + BLANK_ROWS + len(_lines(template)), at.printed - 1)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.freeze_panes(at.first, 0)


def _above(sheet, template: Template, at: Layout, formats: dict) -> None:
    sheet.write_string(at.mark, 0, template.mark, formats["mark"])
    sheet.merge_range(at.title, 0, at.title, at.printed - 1, template.title, formats["title"])
    sheet.set_row(at.title, 34)
    if template.unit_row:
        sheet.write_string(at.header - 1, 0, "单位（盖章）：", formats["unit"])
        sheet.set_row(at.header - 1, 22)


def _column(sheet, n: int, column: TemplateColumn, width: float, at: Layout, formats: dict) -> None:
    kind = "required" if column.required else "expected" if column.printed else "optional"
    sheet.set_column(n, n, width, formats["plain_text" if column.is_text else "plain"])
    sheet.write_string(at.header, n, column.label, formats[kind])
    sheet.write_comment(at.header, n, column.hint, {"x_scale": 2, "y_scale": 1.2, "font_name": "宋体", "font_size": 10})
    sheet.write_string(at.first, n, column.example, formats["example"])
    for row in range(at.first + 1, at.first + 1 + BLANK_ROWS):
        sheet.write_blank(row, n, None, formats["text" if column.is_text else "cell"])
    if column.choices and len(",".join(column.choices)) <= LONGEST_LIST:
        sheet.data_validation(at.first + 1, n, LAST_ROW, n, _rule(column))


def _rule(column: TemplateColumn) -> dict:
    """A list to choose from. Another entry is asked about, never forbidden: what a bureau writes is read all the same."""
    return {
        "validate": "list", "source": list(column.choices), "error_type": "warning", "error_title": "请核对",
        "error_message": f"“{column.label}”一般从列表中选择。", "show_error": not column.several,
    }  # fmt: skip


def _below(sheet, template: Template, at: Layout, formats: dict) -> None:
    """Notes below the lines, each in one cell of the first column: rows may be inserted and pasted above them."""
    for row, line in enumerate(_lines(template), at.first + 1 + BLANK_ROWS):
        sheet.set_row(row, None, formats["note"])
        sheet.write_string(row, 0, line, formats["note"])


def _lines(template: Template) -> list[str]:
    """The notes, each in pieces of about a printed line, parted behind a semicolon."""
    lines = []
    for note in template.notes:
        piece = ""
        for clause in note.replace("；", "；\n").splitlines():
            if piece and len(piece + clause) > LINE:
                lines.append(piece)
                piece = ""
            piece += clause
        lines.append(piece)
    return lines


def _widths(template: Template) -> list[float]:
    """Wide enough for the example and each choice on one line, and for the header on two; the page is filled."""
    widths = []
    for column in template.columns:
        longest = max(map(width_of, (column.example, *column.choices)), default=0)
        widths.append(min(28, max(6, longest, ceil(width_of(column.label) / 2), ROOM.get(column.name, 0))) + 2)
    printed = sum(width for width, column in zip(widths, template.columns, strict=True) if column.printed)
    return [width * max(1, NARROWEST / printed) for width in widths]
