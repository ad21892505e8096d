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
_KNOWN: dict[str, str | None] = {}


def clean(text: str) -> str | None:
    """NFKC, unseen characters removed, trimmed, inner line breaks as one space. None when nothing is left."""
    try:
        return _KNOWN[text]
    except KeyError:
        pass
    plain = unicodedata.normalize("NFKC", text.replace("_x000D_", "").translate(_UNSEEN))
    plain = _BREAKS.sub(" ", plain.strip()) or None
    if len(_KNOWN) < 100_000:
        _KNOWN[text] = plain
    return plain


def number_text(value: float) -> str:
    """A number as people read it: whole numbers without .0, never with an exponent, no digits invented."""
    if not isfinite(value):
        return str(value)
    if value == int(value):
        return str(int(value)) if abs(value) < 2**53 else format(Decimal(repr(value)), "f").removesuffix(".0")
    return format(Decimal(repr(value)), "f")


def cell_text(value) -> tuple[str | None, bool]:
    """(text, was a number) of a cell as the reading library gives it; dates as YYYY-MM-DD."""
    if type(value) is str:
        return (clean(value) if value else None), False
    if value is None:
        return None, False
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), False
    if isinstance(value, (int, float)):
        return number_text(value), True
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        ), False
    if isinstance(value, (date, time)):
        return value.isoformat(), False
    return str(value), False


def squeeze(text: str | None) -> str:
    """The text without any blank: "合 计" and "合计" are one word."""
    return "".join(text.split()) if text else ""
