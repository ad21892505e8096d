"""Rows as a table for people, as JSON or CSV for programs."""

import csv
import io
import json
import math
import unicodedata
from datetime import date, datetime
from decimal import Decimal


def plain(value):
    """A value as JSON knows it: dates in ISO form, NaN as null."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return None if isinstance(value, float) and math.isnan(value) else value


def to_json(thing) -> str:
    """Pretty JSON with Chinese as it is."""
    return json.dumps(thing, ensure_ascii=False, indent=1, default=plain)


def as_records(names: list[str], found: list[tuple]) -> list[dict]:
    """One object a row, keyed by column."""
    return [dict(zip(names, map(plain, row), strict=True)) for row in found]


def to_csv(names: list[str], found: list[tuple]) -> str:
    """CSV with a header; no cell starts a live formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in found:
        writer.writerow([_harmless("" if plain(cell) is None else str(plain(cell))) for cell in row])
    return out.getvalue().rstrip("\n")


def _harmless(text: str) -> str:
    """Spreadsheets run text that starts so; a number keeps its sign."""
    if text.lstrip()[:1] in ("=", "+", "@") or (text.lstrip()[:1] == "-" and not _is_number(text)):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def width(text: str) -> int:
    """Columns on a terminal: Han characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def cell(value) -> str:
    """A value as a person reads it, in one line; no name of a file speaks to the terminal."""
    if plain(value) is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return "".join(char if char.isprintable() else "?" for char in str(value))


def to_table(headings: list[str], found: list[tuple]) -> str:
    """Aligned columns under their headings; numbers to the right."""
    lines = [headings, *[[cell(value) for value in row] for row in found]]
    sizes = [max(width(line[i]) for line in lines) for i in range(len(headings))]
    right = [any(isinstance(r[i], int | float) and not isinstance(r[i], bool) for r in found) for i in range(len(sizes))]
    out = []
    for line in lines:
        padded = []
        for text, size, to_right in zip(line, sizes, right, strict=True):
            gap = " " * (size - width(text))
            padded.append(gap + text if to_right else text + gap)
        out.append("  ".join(padded).rstrip())
    return "\n".join(out)
