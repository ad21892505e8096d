"""What goes into which cell of a returned workbook: worked out once, for whichever writer."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from dagster_project.forms.ours import COMMENT
from dagster_project.forms.template import TemplateColumn
from dagster_project.intake.layout.part import Table
from dagster_project.returned.findings import WAITS, Finding
from dagster_project.returned.tables import Sheet

PERSONAL = {"person_name", "id_number", "phone"}  # a comment never repeats what stands there
SET_ASIDE, NOTICED, ACCEPTED = "暂存待改", "接收（有提示）", "接收"
UNTIL_ANSWERED = "本文件待确认：请先答复问题（见“退回说明”），其中各行才能计数。"
_LONGEST_VALUE = 60  # characters of a cell that a comment repeats
_FREE_ROWS = 200  # below a sheet's last table: rows that are added find the lists there too
_RANGE = re.compile(r"(.+)至(.+?)(?:各列)?")


@dataclass
class RowMark:
    """status: empty for rows that are no data, such as a subtotal; severity: the worst, None where nothing was found."""

    status: str
    text: str
    severity: str | None


@dataclass
class Choice:
    """A drop-down list. rows from 1; position from 0."""

    position: int
    first: int
    last: int
    column: TemplateColumn


@dataclass
class SheetMarks:
    """cells: {(row, position): [severity, comment]}; rows from 1, positions from 0. issue: where the first of our two
    columns stands; filter: (header row, last row, first position) of the largest table.
    """

    sheet: Sheet
    issue: int
    headers: list[int]
    filter: tuple[int, int, int] | None
    cells: dict[tuple[int, int], list] = field(default_factory=dict)
    rows: dict[int, RowMark] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)


def mark(sheets: list[Sheet], findings: list[Finding], is_held: bool, templates: dict) -> list[SheetMarks]:
    """Marks of each sheet with tables. templates: {form code: {column name: TemplateColumn}}."""
    by_place = defaultdict(list)
    for one in findings:
        by_place[one.sheet, one.row].append(one)
    return [_of_sheet(sheet, by_place, is_held, templates) for sheet in sheets if any(t.data_rows for t in sheet.tables)]


def _of_sheet(sheet: Sheet, by_place: dict, is_held: bool, templates: dict) -> SheetMarks:
    own = list({id(t.header): t for t in sheet.tables if t.data_rows}.values())
    marks = SheetMarks(sheet, sheet.right, [table.header.row_no for table in own], None)
    data: dict[int, list[int]] = defaultdict(list)
    for (label, row), (table, kind) in sheet.at.items():
        found = by_place.get((label, row), ())
        if kind == "data":
            data[id(table.header)].append(row)
        if kind == "data" or found:
            _mark_row(marks, row, kind == "data", found, is_held, label if label != sheet.name else "")
        for one in found:
            _mark_cells(marks, table, one)
    last_of_all = max(max(rows) for rows in data.values())
    for table in sheet.tables:
        if rows := data.get(id(table.header)):
            last = max(rows) + (_FREE_ROWS if max(rows) == last_of_all else 0)
            marks.choices += _choices(table, min(rows), last, templates)
    largest = max(own, key=lambda table: len(data.get(id(table.header), ())))
    marks.filter = largest.header.row_no, max(data[id(largest.header)]), min(largest.header.columns)
    return marks


def _mark_row(marks: SheetMarks, row: int, is_data: bool, found: list, is_held: bool, band: str) -> None:
    severity = WAITS if any(one.severity == WAITS for one in found) else "提示" if found else None
    status = SET_ASIDE if severity == WAITS or is_held else NOTICED if severity else ACCEPTED
    lines = [_line(one, f"{band}：" if band else "") for one in found]
    if is_held and is_data and not lines:
        lines = [UNTIL_ANSWERED]
    before = marks.rows.get(row)  # another table stands beside this one
    if before is not None:
        status = min(before.status, status, key=[SET_ASIDE, NOTICED, ACCEPTED, ""].index)
        severity = WAITS if WAITS in (before.severity, severity) else before.severity or severity
        lines = list(dict.fromkeys([*filter(None, before.text.split("\n")), *lines]))
    marks.rows[row] = RowMark(status if is_data or before else "", "\n".join(lines), severity)


def _line(one: Finding, band: str) -> str:
    where = f"{one.column}：" if one.column else ""
    clause = f"（依据：{one.clause}）" if one.clause else ""
    return f"{band}[{one.severity}] {where}{one.label}。{one.message}{clause}"


def _mark_cells(marks: SheetMarks, table: Table, one: Finding) -> None:
    found = positions(table, one.column)
    if one.column and not found:  # a column that the file lacks, or a subtotal: the row's first written cell says it
        first = min(table.columns)
        found = [next((at for at in range(first, marks.sheet.right) if marks.sheet.text(one.row, at)), first)]
    for position in found:
        cell = marks.cells.setdefault((one.row, position), [one.severity, ""])
        if one.severity == WAITS:
            cell[0] = WAITS
        written = marks.sheet.text(one.row, position)
        is_shown = written and table.columns.get(position, "") not in {*PERSONAL, ""}
        own = f"\n原填：{written[:_LONGEST_VALUE]}" if is_shown and "原填：" not in cell[1] else ""
        clause = f"\n依据：{one.clause}" if one.clause else ""
        said = f"{COMMENT}{one.severity}：{one.label}{own}\n{one.message}{clause}"
        cell[1] = f"{cell[1]}\n\n{said}" if cell[1] else said


def positions(table: Table, column: str | None) -> list[int]:
    """Cell positions that a finding's column label means: one, several joined by 、, or a range (正高级至合计各列)."""
    form, names = table.header.form, set()
    for label in (column or "").split("、"):
        ends = [form.column_of(end) for end in found.groups()] if (found := _RANGE.fullmatch(label)) else []
        if ends and all(ends):
            first, last = (form.names.index(end) for end in ends)
            names.update(form.names[first : last + 1])
        elif label:
            names.add(form.column_of(label))
    return sorted(position for position, name in table.columns.items() if name in names)


def _choices(table: Table, first: int, last: int, templates: dict) -> list[Choice]:
    known = templates.get(table.header.form.code, {})
    return [Choice(position, first, last, known[name]) for position, name in table.columns.items()
            if name in known and known[name].choices]  # fmt: skip
