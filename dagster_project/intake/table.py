"""A sheet becomes rows of a known form: the header is found by what it says, then each row gets its kind."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, islice

from dagster_project.forms import Form
from dagster_project.intake.rows import NOT_TAKEN_APART, RowKinds
from dagster_project.intake.text import cell_text
from dagster_project.intake.titles import title_level, title_series, title_year, unit_of_row

HEADER_ROWS = 30  # a header stands among the first so many rows

Row = list[tuple[str | None, bool]]  # (text, was a number) of each cell


@dataclass
class Header:
    """A row that names columns of a form. columns: cell position → canonical column."""

    form: Form
    row_no: int
    cells: list[str | None]
    columns: dict[int, str]
    missing: list[str]  # labels of required columns that are not there
    points: int

    def others(self) -> dict[int, str]:
        """Cell position → label of the columns that the form does not know."""
        return {i: text for i, text in enumerate(self.cells) if text and i not in self.columns}

    def unseen(self) -> list[str]:
        """Labels of printed columns that are not there."""
        return [
            label for name, label in self.form.labels("expected").items() if name not in self.columns.values()
        ]


@dataclass
class Table:
    """The rows of one table. records: one dict a row, keyed by raw column."""

    header: Header
    title: dict[str, str | None]
    records: list[dict] = field(default_factory=list)

    @property
    def data_rows(self) -> int:
        return sum(record["row_kind"] == "data" for record in self.records)


def texts_of(values: list) -> Row:
    """Cells as the reading library gives them → (text, was a number)."""
    return [cell_text(value) for value in values]


def find_header(head: list[Row], forms: tuple[Form, ...]) -> Header | None:
    """The first row that names all required columns of a form; else the row that names most of them; else None."""
    best = None
    title = ""
    for row_no, row in enumerate(head, 1):
        cells = [text for text, _ in row]
        found = [h for form in forms if (h := _as_header(form, row_no, cells, title))]
        whole = [h for h in found if not h.missing]
        if whole:
            return max(whole, key=lambda h: h.points)
        for header in found:
            if len(header.columns) > 2 and (best is None or header.points > best.points):
                best = header
        title += "".join(text for text in cells if text)
    return best


def _as_header(form: Form, row_no: int, cells: list[str | None], title: str) -> Header | None:
    columns: dict[int, str] = {}
    for i, text in enumerate(cells):
        name = form.column_of(text) if text and len(text) < 60 else None
        if name and name not in columns.values():
            columns[i] = name
    if len(columns) < 2:
        return None
    missing = [label for name, label in form.labels("required").items() if name not in columns.values()]
    bonus = 5 if form.title_words and form.title_words in title else 0
    return Header(form, row_no, cells, columns, missing, len(columns) + bonus)


def read_table(rows: Iterable[list], header: Header, head: list[Row], merges: Iterable = ()) -> Table:
    """rows: the cells of each row behind `head`, which holds the first ones, already as texts."""
    table = Table(header, {"title_year": None, "title_level": None, "title_series": None, "title_unit": None})
    for row_no, row in enumerate(head[: header.row_no - 1], 1):
        _read_title(table, row_no, [text for text, _ in row if text])
    line = " ".join(text for text in header.cells if text)
    table.records.append({"row_no": header.row_no, "row_kind": "header", "row_text": line})
    kinds = RowKinds(header.form, header.columns, header.cells)
    fill = _Fill(merges, header)
    below = chain(head[header.row_no :], (texts_of(values) for values in rows))
    for row_no, row in enumerate(below, header.row_no + 1):
        filled = fill.row(row_no, row)
        cells = [text for text, _ in row]
        kind = kinds.kind(cells)
        if kind != "blank":
            table.records.append(_record(table, row_no, kind, row, filled))
    return table


def _read_title(table: Table, row_no: int, texts: list[str]) -> None:
    if not texts:
        return
    unit, title, line = unit_of_row(texts), table.title, " ".join(texts)
    if unit is None:
        title["title_year"] = title["title_year"] or title_year(line)
        title["title_level"] = title["title_level"] or title_level(line)
        title["title_series"] = title["title_series"] or title_series(line)
    else:
        title["title_unit"] = unit or title["title_unit"]
    kind = "title" if unit is None else "unit_row"
    table.records.append({"row_no": row_no, "row_kind": kind, "row_text": line})


def _record(table: Table, row_no: int, kind: str, row: Row, filled: list[str]) -> dict:
    record = {"row_no": row_no, "row_kind": kind}
    if kind != "data":
        record["row_text"] = " ".join(text for text, _ in row if text)
    if kind in NOT_TAKEN_APART:
        if kind == "unit_row":
            table.title["title_unit"] = (
                table.title["title_unit"] or unit_of_row([t for t, _ in row if t]) or None
            )
        return record
    width = len(row)
    numbers = []
    for i, name in table.header.columns.items():
        if i < width and row[i][0] is not None:
            record[name] = row[i][0]
            if row[i][1]:
                numbers.append(name)
    record["numeric_columns"], record["filled_columns"] = numbers, filled
    extra = _extra(table.header, row)
    if extra:
        record["extra"] = json.dumps(extra, ensure_ascii=False)
    return record


def _extra(header: Header, row: Row) -> dict[str, str]:
    """Cells that stand in no known column, by the label above them (第5列 where there is none)."""
    extra: dict[str, str] = {}
    for i, (text, _) in enumerate(row):
        if text is None or i in header.columns:
            continue
        label = (header.cells[i] if i < len(header.cells) else None) or f"第{i + 1}列"
        extra[label if label not in extra else f"{label}#{i + 1}"] = text
    return extra


class _Fill:
    """Cells merged downwards hold their value in the first row only: give it to the rows below."""

    def __init__(self, merges: Iterable, header: Header):
        self.columns, self.starts, self.open = header.columns, {}, {}
        for (first, column), (last, _) in merges or ():
            if last > first >= header.row_no and column in header.columns:
                self.starts.setdefault(first + 1, []).append((column, last + 1))

    def row(self, row_no: int, row: Row) -> list[str]:
        """Fill `row` in place; returns the names of the columns filled."""
        names = []
        for column, (last, cell) in list(self.open.items()):
            if row_no > last:
                del self.open[column]
            elif column < len(row) and row[column][0] is None:
                row[column] = cell
                names.append(self.columns[column])
        for column, last in self.starts.get(row_no, ()):
            if column < len(row) and row[column][0] is not None:
                self.open[column] = (last, row[column])
        return names


def safe_label(label: str) -> str:
    """A header cell as it may stand in a message: short, long numbers hidden."""
    return re.sub(r"\d{6,}", "…", label)[:20]


def first_rows(rows: Iterable[list]) -> list[Row]:
    """The first rows of a sheet as texts; the iterator stands behind them afterwards."""
    return [texts_of(values) for values in islice(rows, HEADER_ROWS)]
