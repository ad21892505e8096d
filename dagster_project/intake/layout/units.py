"""Names of units in what stands over rows: a line alone, a title, the name of a sheet. The words are rows of form_word."""

import re
from functools import cached_property

from dagster_project.forms import Form
from dagster_project.intake.layout.text import Known, squeeze

_ORDER_BEFORE = re.compile(r"\(?[一二三四五六七八九十]{1,3}[)、.]+|\(?\d{1,3}[)、.]+(?!\d)")
_COUNT_BEHIND = re.compile(r"[:,、]?\(?(?:共|计|合计)?\d+[人名个]\)?$")
_YEAR_BEFORE = re.compile(r"(?:20\d\d|二[〇○零O0][〇○零O0一二三四五六七八九]{2})年?(?:度|份)?")
_TITLE_GOES_ON = re.compile(r"\(|20\d\d|二[〇○零O0]|申报|推荐|拟|评审|职称|专业技术|教师|医师|人员|岗位|花名|名单|名册|登记|汇总|一览|统计")


class Units:
    """words: by kind (form_word), see `dbt/seeds/_more_seeds.yml`."""

    def __init__(self, words: dict[str, tuple[str, ...]]):
        self.words = words
        self._in_titles = Known(self._in_title)  # many files bear the same title

    def said(self, text: str) -> str | None:
        """The unit that a row alone names: without its number before and its count behind; None when it is no unit's name."""
        name = without_count(_ORDER_BEFORE.sub("", squeeze(text)))
        return name if self._is_unit.fullmatch(name) and not self._is_kind.fullmatch(name) else None

    def is_school_or_the_like(self, unit: str | None) -> bool:
        """False for a department, which hands in for many units: its name above a table does not say where people work."""
        return bool(unit) and not self._is_department.fullmatch(unit)

    def in_title(self, text: str) -> str | None:
        """The one unit at which all rows below work, by a title or the name of a sheet: 开鲁县第一中学2024年申报花名册.

        None when the name is not surely that of a single unit: 开鲁县小学, 教育局直属学校, a department.
        """
        return self._in_titles[text]

    def _in_title(self, text: str) -> str | None:
        line = _YEAR_BEFORE.sub("", squeeze(text), count=1) if _YEAR_BEFORE.match(squeeze(text)) else squeeze(text)
        ends = [found.start() for found in _TITLE_GOES_ON.finditer(line)]
        for end in [*ends, len(line)]:
            unit = self.said(line[:end])
            if unit and ":" not in unit and self.is_school_or_the_like(unit) and not self._is_vague.search(unit):
                return unit
        return None

    @cached_property
    def _is_unit(self) -> re.Pattern:
        return re.compile(f".{{2,}}(?:{self._any('unit_suffix')})|.{{5,}}(?:{self._any('unit_suffix_long')})")

    @cached_property
    def _is_kind(self) -> re.Pattern:
        return re.compile(f"(?:{self._any('unit_kind_before')})*(?:{self._any('unit_kind')})+[部组]?")

    @cached_property
    def _is_department(self) -> re.Pattern:
        return re.compile(f".*(?:{self._any('department_suffix')})")

    @cached_property
    def _is_vague(self) -> re.Pattern:
        return re.compile(f"{self._any('unit_several')}|[、,;/]|^.{{1,8}}[市盟县旗区](?:{self._any('unit_vague')})$")

    def _any(self, kind: str) -> str:
        return "|".join(map(re.escape, self.words.get(kind, ()))) or "(?!)"


def without_count(name: str) -> str:
    """开鲁县第二中学(3人) → 开鲁县第二中学"""
    return _COUNT_BEHIND.sub("", name)


def units_of(form: Form) -> Units:
    """Made once for each form."""
    if "units" not in form.known:
        form.known["units"] = Units(form.words)
    return form.known["units"]
