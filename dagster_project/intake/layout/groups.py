"""Rows that stand over others: a unit alone above its people, a category above those of it. And signs for "as above"."""

import re
from collections.abc import Iterable

from dagster_project.forms import Form
from dagster_project.intake.layout.category import Category, category
from dagster_project.intake.layout.text import squeeze
from dagster_project.intake.layout.titles import unit_of_row
from dagster_project.intake.layout.units import units_of, without_count

LOOKS_AHEAD = 4  # rows below a group's name among which its first row must be

_ORDER = re.compile(r"\(?[一二三四五六七八九十]{1,3}\)?[、.]?")
_COUNT = re.compile(r"[:,、]?\(?(?:共|计|合计)?\d+[人名个]\)?")
AS_ABOVE = frozenset(("同上", "同前", "〃", '"', '""', "''", "”", "′′", "\u3003\u3003", "↑"))


class Groups:
    """Under one header: which rows name the unit of the rows below, and which name a category."""

    def __init__(self, form: Form, columns: dict[int, str]):
        required = form.labels("required")
        self.columns, self.units, self.has_persons = columns, units_of(form), form.has_persons
        self.needed = required.keys() - {"unit_name"}
        self.are_possible = "unit_name" in required and len(self.needed) > 1

    def category(self, row: list[str | None], below: Iterable[list[str | None]]) -> Category | None:
        """What a row of persons' tables says of the series or level of those below it."""
        filled = [(i, text) for i, text in enumerate(row) if text]
        if not self.has_persons or len(filled) > 3 or self.columns.get(filled[0][0]) not in ("seq", "unit_name", "person_name", None):
            return None
        found = category([text for _, text in filled])
        return found if found and any(map(self._data, below)) else None

    def named(self, row: list[str | None], below: list[list[str | None]]) -> tuple[str, str | None] | None:
        """(kind, unit) of a row that stands over those below; None when it is no such row.

        The first row below that says whom or what it is about, must not say a unit of its own.
        """
        filled = [(i, text) for i, text in enumerate(row) if text]
        if not self.are_possible or not filled:
            return None
        in_order = len(filled) > 1 and self.columns.get(filled[0][0]) in ("seq", None) and bool(_ORDER.fullmatch(filled[0][1]))
        is_alone = len(filled) <= 3
        if in_order and self._data(row) is None:  # sums and the like may stand beside the unit
            filled = [(i, text) for i, text in filled if is_alone or i == filled[0][0] or self.columns.get(i) == "unit_name"]
        if len(filled) > 3:
            return None
        if said := unit_of_row([text for _, text in filled]):
            return "unit_row", without_count(squeeze(said))
        texts = [(i, text) for i, text in filled[in_order:] if not _COUNT.fullmatch(squeeze(text))]
        if len(texts) != 1 or not (in_order or self.columns.get(texts[0][0]) in ("seq", "unit_name", None)):
            return None
        first = next(filter(None, map(self._data, below)), None)
        if first is None or _ORDER.fullmatch(first.get("seq", "")):
            return None
        unit = None if "unit_name" in first else self.units.said(texts[0][1])
        return ("unit_row", unit) if unit else ("remark", None) if in_order and is_alone else None

    def _data(self, row: list[str | None]) -> dict[str, str] | None:
        values = {name: row[i] for i, name in self.columns.items() if i < len(row) and row[i]}
        return values if self.needed <= values.keys() else None
