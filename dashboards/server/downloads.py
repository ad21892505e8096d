"""Cells of a download that a spreadsheet program would run as a formula."""

import re

# = + - @ and their full-width forms, also behind blanks, tabs, line ends or quotes; a number is no formula
FORMULA = re.compile(r"""^[\s"'﻿]*[=+\-@|%＝＋－＠]|^[\t\r\n]""")
NUMBER = re.compile(r"^-?[0-9][0-9.,]*%?$")


def harmless(cell):
    """A text that would start a formula, behind an apostrophe; everything else as it is."""
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
