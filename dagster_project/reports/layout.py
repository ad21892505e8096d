"""How wide Chinese is: widths, heights and harmless text for cells."""

import math
import unicodedata

from dagster_project.reports.model import Table, text_of

LIVE = ("=", "+", "-", "@")
WIDEST, WIDEST_LONG, NARROWEST_TABLE = 34, 46, 100
LONG = ("reading", "tilt_label", "forms_missing")


def width_of(text: str) -> int:
    """Columns a text takes: a Chinese character counts two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def lines_needed(text: str, width: float) -> int:
    """Lines that a wrapped text takes in a cell of this width."""
    return sum(max(1, math.ceil(width_of(line) / max(width, 1))) for line in (text or " ").split("\n"))


def safe_text(text: str) -> str:
    """Text that no program runs as a formula and that XML can hold: an apostrophe in front, control characters out."""
    clean = "".join(c for c in text if c in "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    is_live = unicodedata.normalize("NFKC", clean).lstrip().startswith(LIVE)
    return f"'{clean}" if is_live else clean


def column_widths(table: Table) -> list[float]:
    """A width for each column: its longest value within limits; headers wrap, so a third of one is enough."""
    widths, is_short = [], len(table.columns) <= 8
    for column in table.columns:
        shown = [
            text_of(column, row) or _digits(row.values.get(column.name), column.kind) for row in table.rows
        ]
        longest = max((width_of(text) for text in shown), default=0)
        most = WIDEST_LONG if column.name in LONG else WIDEST
        head = width_of(column.label)
        widths.append(min(most, max(6, head if head <= 8 or is_short else math.ceil(head / 3), longest)) + 2)
    spare = NARROWEST_TABLE - sum(widths)
    return [w + max(0, spare) / len(widths) for w in widths]


def header_height(table: Table, widths: list[float]) -> float:
    """Height in points that shows every header whole."""
    lines = max(lines_needed(c.label, w - 1.5) for c, w in zip(table.columns, widths, strict=True))
    return 14 * lines + 6


def _digits(value, kind: str) -> str:
    if value is None:
        return ""
    return f"{value:.1%}" if kind == "rate" else f"{value:,}" if kind == "count" else ""
