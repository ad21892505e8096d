"""What a report consists of before any file format: columns, rows that know what they add up, tables, provenance."""

from dataclasses import dataclass, field
from datetime import datetime

NO_DATA = "无数据"
NOT_APPLICABLE = "—"


@dataclass(frozen=True)
class Column:
    """A column: name in the query, Chinese label, and how it behaves.

    kind: text, count (whole number) or rate (unrounded fraction, shown as %).
    adds: totals of this column are the sum of their rows.  rate_of: (numerator, denominator) column names.
    """

    name: str
    label: str
    kind: str = "text"
    adds: bool = False
    rate_of: tuple[str, str] | None = None


@dataclass(frozen=True)
class Row:
    """A line of a table. adds: indexes of the rows it sums.

    kind: data, rest (several folded into one), part (shown, not added), subtotal, total.
    """

    key: str
    kind: str
    values: dict
    adds: tuple[int, ...] = ()


@dataclass(frozen=True)
class Provenance:
    """Where figures come from: time (Asia/Shanghai), run and policy version of one mart."""

    as_of: datetime | None
    run_id: str
    policy_version: str


@dataclass(frozen=True)
class Table:
    """One table, one sheet. Every figure's id is <table id>/<row key>/<column name>."""

    id: str
    sheet: str
    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    provenance: Provenance
    notes: tuple[str, ...] = ()

    def number_id(self, row: Row, column: Column) -> str:
        """The id under which writers record where a figure stands."""
        return f"{self.id}/{row.key}/{column.name}"


@dataclass(frozen=True)
class Report:
    """A report: what it covers, what must be said first, its tables."""

    title: str
    scope: str
    year: int
    is_demo: bool
    provenance: Provenance
    notes: tuple[str, ...]
    tables: tuple[Table, ...] = field(default_factory=tuple)


def text_of(column: Column, row: Row) -> str | None:
    """What a cell says when it holds no number: None when it does hold one.

    A rate without its denominator is 无数据, a rate over zero and a total that may not be added are —.
    """
    value = row.values.get(column.name)
    if column.kind == "text":
        return "" if value is None else str(value)
    if value is not None:
        return None
    if row.kind in ("rest", "subtotal", "total") and not column.adds and column.rate_of is None:
        return NOT_APPLICABLE
    if column.rate_of and row.values.get(column.rate_of[1]) == 0:
        return NOT_APPLICABLE
    return NO_DATA
