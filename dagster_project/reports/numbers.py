"""A figure in a report, and the one way in which it reaches a file: written down with its value and its place."""

from dataclasses import dataclass

FORMATS = {"count": "{:d}", "rate": "{:.1%}", "rate0": "{:.0%}", "points": "{:.1f}", "text": "{}"}


@dataclass(frozen=True)
class Number:
    """A figure: id, unrounded value (None where there is none), kind, and what is said in its place.

    kind: count (whole number), rate (fraction, shown as % with one decimal), rate0 (without), points (difference of
    two fractions, shown as percentage points).
    """

    id: str
    value: int | float | None
    kind: str = "count"
    text: str = "无数据"

    @property
    def shown(self) -> str:
        """As printed: 1234, 56.7%, 1.2; or the text in its place."""
        if self.value is None:
            return self.text
        value = self.value * 100 if self.kind == "points" else self.value
        return FORMATS[self.kind].format(value)


@dataclass(frozen=True)
class Place:
    """Where a figure stands in a file. where: sheet!A1 in a workbook, 行n in a CSV, 段p/r or 表t/r/c in a document."""

    id: str
    value: int | float
    shown: str
    where: str

    @property
    def sheet(self) -> str:
        return self.where.rpartition("!")[0]

    @property
    def cell(self) -> str:
        return self.where.rpartition("!")[2]


class Record(list):
    """The places of one file's figures, in the order in which they were written."""

    def put(self, number: Number, where: str) -> str:
        """Write down a figure and return what is to be printed. Every writer gets its figures from here only."""
        if number.value is not None:
            self.append(Place(number.id, number.value, number.shown, where))
        return number.shown
