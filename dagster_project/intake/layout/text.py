"""Cell text: one way of writing for everything that is typed in a cell."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite

# Characters nobody sees: NBSP, soft hyphen, zero-width, direction marks, BOM, controls (tab and line breaks stay).
_UNSEEN = dict.fromkeys(
    [0xA0, 0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF, 0x7F, *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
    + [*range(0x2060, 0x206A), *range(0x0E, 0x20), *range(0x09)]
)
_BREAKS = re.compile(r"\s*[\t\r\n\v\f\x85\u2028\u2029]\s*")
_TEXT_MARK = re.compile(r"['’‘`](?=[^'’‘`]+$)")  # typed before a number so that it stays a text
_MOST = 100_000


class _Known(dict):
    """What each distinct cell value becomes, worked out once; forgotten when there are too many."""

    def __init__(self, work_out):
        super().__init__()
        self.work_out = work_out

    def __missing__(self, value):
        if len(self) >= _MOST:
            self.clear()
        found = self[value] = self.work_out(value)
        return found


def _clean(text: str) -> str | None:
    if text.isprintable() and "_x" not in text and unicodedata.is_normalized("NFKC", text):
        plain = text.strip()
    else:
        plain = unicodedata.normalize("NFKC", text.replace("_x000D_", "").translate(_UNSEEN)).strip()
        plain = _BREAKS.sub(" ", plain)
    return (_TEXT_MARK.sub("", plain, count=1) if plain[:1] in "'’‘`" else plain) or None


def number_text(value: float) -> str:
    """A number as people read it: whole numbers without .0, never with an exponent, no digits invented."""
    if not isfinite(value):
        return str(value)
    if value == int(value):
        return str(int(value)) if abs(value) < 2**53 else format(Decimal(repr(value)), "f").removesuffix(".0")
    return format(Decimal(repr(value)), "f")


_TEXTS, _NUMBERS = _Known(_clean), _Known(number_text)


def clean(text: str) -> str | None:
    """NFKC, unseen characters removed, trimmed, inner line breaks as one space. None when nothing is left.

    An apostrophe before the whole cell is the mark of a text, not part of it.
    """
    return _TEXTS[text]


def cell_text(value) -> tuple[str | None, bool]:
    """(text, was a number) of a cell as the reading library gives it; dates as YYYY-MM-DD."""
    if type(value) is str:
        return _TEXTS[value], False
    if value is None:
        return None, False
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), False
    if isinstance(value, (int, float)):
        return _NUMBERS[value], True
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        ), False
    if isinstance(value, (date, time)):
        return value.isoformat(), False
    return str(value), False


def column_texts(values: tuple) -> tuple[list[str | None], list[bool] | None]:
    """(texts, was a number) of many cells at once; None instead of marks when none of them was."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return list(map(_TEXTS.__getitem__, values)), None
    if kinds == {float}:
        return list(map(_NUMBERS.__getitem__, values)), [True] * len(values)
    cells = list(map(cell_text, values))
    numbers = [was_number for _, was_number in cells]
    return [text for text, _ in cells], numbers if any(numbers) else None


def squeeze(text: str | None) -> str:
    """The text without any blank: "合 计" and "合计" are one word."""
    return "".join(text.split()) if text else ""
