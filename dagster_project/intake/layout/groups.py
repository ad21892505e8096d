"""Rows that stand over others: a unit alone above its people, a category above those of it. And signs for "as above"."""

import re

from dagster_project.forms import Form
from dagster_project.intake.layout.text import squeeze
from dagster_project.intake.layout.titles import unit_of_row

LOOKS_AHEAD = 4  # rows below a group's name among which its first row must be

_ORDER = re.compile(r"\(?[一二三四五六七八九十]{1,3}\)?[、.]?")
_ORDER_BEFORE = re.compile(r"\(?[一二三四五六七八九十]{1,3}[)、.]+|\(?\d{1,3}[)、.]+(?!\d)")
_COUNT_BEHIND = re.compile(r"[:,、]?\(?(?:共|计|合计)?\d+[人名个]\)?$")
_IS_UNIT = re.compile(
    r".{2,}(?:学校|中学|小学|学院|大学|[一二三四五六七八九十\d]中|高中|初中|幼儿园|院|所|站|局|委|中心|公司|集团|厂|矿|馆|社|台|队|场|会|校"
    r"|厅|政府|基地|银行|园|库|庙|剧团)|.{5,}(?:办|处|室|部|科)"
)
_IS_KIND = re.compile(r"(?:普通|职业|中等|高等|特殊|民办|公办|公立|义务|完全|初级|高级|教育|技工|乡镇|农村|城镇|基层|旗县|卫生|市直|区直|及)*"
                      r"(?:高中|初中|小学|中学|学校|幼儿园|学院|大学|医院|单位)+[部组]?")  # fmt: skip
_AUTHORITY = re.compile(r".*(?:局|委|委员会|厅|政府|办|办公室|部|处|组织部)")
AS_ABOVE = frozenset(("同上", "同前", "〃", '"', '""', "''", "”", "′′", "\u3003\u3003", "↑"))


def unit_said(text: str) -> str | None:
    """The unit that a row alone names: without its number before and its count behind; None when it is no unit's name."""
    name = _COUNT_BEHIND.sub("", _ORDER_BEFORE.sub("", squeeze(text)))
    return name if _IS_UNIT.fullmatch(name) and not _IS_KIND.fullmatch(name) else None


def is_school_or_the_like(unit: str | None) -> bool:
    """False for a department, which hands in for many units: its name above a table does not say where people work."""
    return bool(unit) and not _AUTHORITY.fullmatch(unit)


class Groups:
    """Under one header: which rows name the unit of the rows below, and which name a category."""

    def __init__(self, form: Form, columns: dict[int, str]):
        required = form.labels("required")
        self.columns = columns
        self.needed = required.keys() - {"unit_name"}
        self.are_possible = "unit_name" in required and len(self.needed) > 1

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
            return "unit_row", _COUNT_BEHIND.sub("", squeeze(said))
        texts = [(i, text) for i, text in filled[in_order:] if not _COUNT_BEHIND.fullmatch(squeeze(text))]
        if len(texts) != 1 or not (in_order or self.columns.get(texts[0][0]) in ("seq", "unit_name", None)):
            return None
        first = next(filter(None, map(self._data, below)), None)
        if first is None or _ORDER.fullmatch(first.get("seq", "")):
            return None
        unit = None if "unit_name" in first else unit_said(texts[0][1])
        return ("unit_row", unit) if unit else ("remark", None) if in_order and is_alone else None

    def _data(self, row: list[str | None]) -> dict[str, str] | None:
        values = {name: row[i] for i, name in self.columns.items() if i < len(row) and row[i]}
        return values if self.needed <= values.keys() else None
