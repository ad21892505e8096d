"""Cell text: one way of writing for everything that is typed in a cell."""

import re
import unicodedata
from collections.abc import Sequence
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


class Known(dict):
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
    if value == (whole := int(value)):
        return str(whole) if abs(value) < 2**53 else format(Decimal(repr(value)), "f").removesuffix(".0")
    return format(Decimal(repr(value)), "f")


_LOOKED_AT = 1000  # texts of a column that tell whether most are different
_TEXTS, _NUMBERS = Known(_clean), Known(number_text)


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


def column_texts(values: tuple) -> tuple[Sequence[str | None], list[bool] | None]:
    """(texts, was a number) of many cells at once; None instead of marks when none of them was."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return _texts(values), None
    if kinds == {float}:
        return list(map(_NUMBERS.__getitem__, values)), [True] * len(values)
    if kinds == {str, float}:
        return [_TEXTS[v] if type(v) is str else _NUMBERS[v] for v in values], [type(v) is float for v in values]
    cells = [cell_text(v) for v in values]
    numbers = [was_number for _, was_number in cells]
    return [text for text, _ in cells], numbers if any(numbers) else None


def _texts(values: tuple) -> Sequence[str | None]:
    """Each cell cleaned; where most of them are different, and nothing has to be done to any, without looking at each."""
    first = values[:_LOOKED_AT]
    if 2 * len(set(first)) > len(first) > 20 and _is_clean(joined := "|".join(values)):
        return [text or None for text in values] if "||" in f"|{joined}|" else values
    return list(map(_TEXTS.__getitem__, values))  # few objects for the same texts: Arrow encodes each but once


def _is_clean(joined: str) -> bool:
    """True when cells, joined by |, are certainly as `clean` would leave them."""
    if not joined.isprintable() or "_x" in joined or not unicodedata.is_normalized("NFKC", joined):
        return False
    if " " in joined and (joined[0] == " " or joined[-1] == " " or "| " in joined or " |" in joined):
        return False
    return not any(mark in joined for mark in "'’‘`")


def squeeze(text: str | None) -> str:
    """The text without any blank: "合 计" and "合计" are one word."""
    return "".join(text.split()) if text else ""
