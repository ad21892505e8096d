"""What a report consists of before any file format: columns, rows that know what they add up, tables, provenance."""

from dataclasses import dataclass, field
from datetime import datetime

from dagster_project.reports.numbers import Number

NO_DATA = "无数据"
NOT_APPLICABLE = "—"


@dataclass(frozen=True)
class Column:
    """A column: name in the query, Chinese label, and how it behaves.

    kind: text, or what Number knows: count, rate, rate0, points.
    adds: totals of this column are the sum of their rows. rate_of: (numerator, denominator) column names.
    difference_of: (more, less) column names. growth_of: (now, before). is_open: no count of people, so the public
    edition shows it as it is.
    """

    name: str
    label: str
    kind: str = "text"
    adds: bool = False
    rate_of: tuple[str, str] | None = None
    difference_of: tuple[str, str] | None = None
    growth_of: tuple[str, str] | None = None
    is_open: bool = False


@dataclass(frozen=True)
class Row:
    """A line of a table. adds: indexes of the rows it sums.

    kind: data, rest (several folded into one), part (shown, not added), subtotal, total. texts: what stands in a cell
    in a number's place, by column.
    """

    key: str
    kind: str
    values: dict
    adds: tuple[int, ...] = ()
    texts: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Provenance:
    """Where figures come from: time (Asia/Shanghai), run and policy version of one mart."""

    as_of: datetime | None
    run_id: str
    policy_version: str


@dataclass(frozen=True)
class Table:
    """One table, one sheet. Every figure's id is <table id>/<row key>/<column name>.

    is_protected: its counts are of people, so the public edition rounds them.
    """

    id: str
    sheet: str
    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    provenance: Provenance
    notes: tuple[str, ...] = ()
    is_protected: bool = True

    def number_id(self, row: Row, column: Column) -> str:
        """The id under which writers record where a figure stands."""
        return f"{self.id}/{row.key}/{column.name}"

    def cell(self, row: Row, name: str) -> Number:
        """One figure of the table, as sentences and documents use it; a text column's is its text."""
        column = next(c for c in self.columns if c.name == name)
        text = text_of(column, row)
        value = None if text is not None else row.values[name]
        return Number(self.number_id(row, column), value, column.kind, text or "")

    def has(self, name: str) -> bool:
        return any(c.name == name for c in self.columns)

    def of_kind(self, *kinds: str) -> list[Row]:
        return [row for row in self.rows if row.kind in kinds]


@dataclass(frozen=True)
class Standing:
    """What a report of a release says of itself: words for heads and file names, sentences for the notes. Empty: none."""

    words: str = ""
    remarks: tuple[str, ...] = ()


CURRENT = Standing()  # of what is published now, no release


@dataclass(frozen=True)
class Report:
    """A report: what it covers, what must be said first, its tables.

    edition: 内部 or 公开. facts: figures by name, of this year and, as last_<name>, of the year before.
    code: the body's, None for the region. standing: of a release.
    """

    title: str
    scope: str
    year: int
    is_demo: bool
    provenance: Provenance
    notes: tuple[str, ...]
    tables: tuple[Table, ...] = field(default_factory=tuple)
    edition: str = "内部"
    code: str | None = None
    facts: dict[str, Number] = field(default_factory=dict)
    standing: Standing = CURRENT

    def table(self, name: str) -> Table:
        return next(t for t in self.tables if t.id == name)


def text_of(column: Column, row: Row) -> str | None:
    """What a cell says when it holds no number: None when it does hold one.

    A rate without its denominator is 无数据, a rate over zero and a total that may not be added are —.
    """
    value = row.values.get(column.name)
    if column.name in row.texts:
        return row.texts[column.name]
    if column.kind == "text":
        return "" if value is None else str(value)
    if value is not None:
        return None
    if row.kind in ("rest", "subtotal", "total") and not column.adds and column.rate_of is None:
        return NOT_APPLICABLE
    if column.rate_of and row.values.get(column.rate_of[1]) == 0:
        return NOT_APPLICABLE
    return NO_DATA
