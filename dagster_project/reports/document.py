"""What a document consists of before Word or PDF: a title, blocks in order, a date. Made by content, laid out by writers."""

from dataclasses import dataclass, field
from datetime import datetime

from dagster_project.reports.model import Table
from dagster_project.reports.numbers import Number

CHINESE = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4, its number (一、（一）1.（1）) already in its text."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text: words and figures in turn. kind: body, note (small), left (no indent), right."""

    parts: tuple[str | Number, ...]
    kind: str = "body"

    @property
    def text(self) -> str:
        return "".join(p if isinstance(p, str) else p.shown for p in self.parts)


@dataclass(frozen=True)
class Grid:
    """Some columns of a table, with its title. labels: shorter headers by column. rows: how many at most."""

    table: Table
    columns: tuple[str, ...]
    title: str = ""
    labels: dict = field(default_factory=dict)
    weights: tuple[float, ...] = ()
    halves: int = 1  # 2: printed as two halves side by side


@dataclass(frozen=True)
class Chart:
    """Bars by label. series: (name, one Number a label). is_share: fractions, shown as %."""

    id: str
    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[Number, ...]], ...]
    is_share: bool = False


@dataclass(frozen=True)
class Document:
    """A document. layout: report (GB/T 9704-2012) or brief (one A4 side). signature and date stand at its end."""

    title: str
    blocks: tuple
    layout: str = "report"
    mark: str = ""
    signature: str = ""
    as_of: datetime | None = None
    annexes: tuple[str, ...] = ()

    @property
    def date(self) -> str:
        """成文日期 in Arabic numerals without leading zeros."""
        return f"{self.as_of.year}年{self.as_of.month}月{self.as_of.day}日" if self.as_of else ""


def numbered(blocks) -> tuple:
    """The same blocks, their headings numbered 一、（一）1.（1）; a higher heading starts the lower ones anew."""
    counts, done = [0, 0, 0, 0], []
    for block in blocks:
        if isinstance(block, Heading):
            level = block.level
            counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (4 - level)]
            block = Heading(level, _number(level, counts[level - 1]) + block.text)
        done.append(block)
    return tuple(done)


def _number(level: int, count: int) -> str:
    written = f"{count}" if level > 2 else chinese(count)
    return {1: f"{written}、", 2: f"（{written}）", 3: f"{written}.", 4: f"（{written}）"}[level]


def chinese(count: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(count, 10)
    if not tens:
        return CHINESE[ones]
    return (CHINESE[tens] if tens > 1 else "") + "十" + (CHINESE[ones] if ones else "")
