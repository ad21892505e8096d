"""Cells of a download: no formula that a spreadsheet program would run, no link in the middle of a text."""

import re

from server.drill import ANCHOR

# = + - @ and their full-width forms, also behind blanks, tabs, line ends or quotes; a number is no formula
FORMULA = re.compile(r"""^[\s"'﻿]*[=+\-@|%＝＋－＠]|^[\t\r\n]""")
NUMBER = re.compile(r"^-?[0-9][0-9.,]*%?$")


def harmless(cell):
    """A text that would start a formula, behind an apostrophe; a link as what it shows; everything else as it is."""
    if isinstance(cell, str) and (link := ANCHOR.match(cell)):
        cell = link.group(1)
    if isinstance(cell, str) and FORMULA.match(cell) and not NUMBER.match(cell):
        return "'" + cell
    return cell


def neutralise() -> None:
    """Lay `harmless` over Superset's two writers, which let a tab before = through."""
    from superset.utils import csv, excel

    def quote(frame):
        frame = frame.rename(columns=harmless)
        for position, kind in enumerate(frame.dtypes):
            if kind == object:
                frame.isetitem(position, frame.iloc[:, position].map(harmless))
        return frame

    csv.escape_value = harmless
    excel.quote_formulas = quote
