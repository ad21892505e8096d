"""What a file tells of its year besides its titles: the dates in it, the day it was signed, when it was saved last.

Which of them tell, and how far they may lie from the review year, are rows of dbt/seeds/forms/form_year.csv.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from dagster_project.forms import Form
from dagster_project.intake.layout.part import Part, Table
from dagster_project.intake.layout.text import Known
from dagster_project.intake.layout.titles import title_year

SIGNED, SAVED = "signed_on", "saved_on"  # not columns: a date above or below the table, and the file's own
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)(?: ?[年./-] ?(1[0-2]|0?[1-9])(?!\d)|(1[0-2]|0[1-9])(?:[0-3]\d)?(?!\d))?(?!\d)")
_SERIAL = re.compile(r"[45]\d{4}")  # a day as a number, 2009 to 2064
_DAY = r"(20\d\d) ?[年./-] ?(1[0-2]|0?[1-9])(?!\d)"
_SIGNED = re.compile(rf"(?:(?:填[报表写]|制表|上报|报送|报出|编制|打印)(?:日期|时间)|(?<![^\s,;|])(?:日期|时间)) ?:? ?{_DAY}")
_SIGNED_ALONE = re.compile(rf"\(?{_DAY} ?[月./-]? ?(?:\d{{1,2}} ?日?)?\)?")
_ABOUT_ALL = {"title", "unit_row", "contact", "remark"}


@dataclass(frozen=True)
class Rule:
    """Months from..to, counted from January of year 0, are of the review year; None: no limit. reach: dates that lie
    further out than this are slips of the pen. Another year is told by at least `least` dates and more than `share` per
    cent of them. but: (column, word) of rows that are not looked at.
    """

    column: str
    but: tuple[str, str] | None
    start: int | None
    end: int | None
    reach: int | None
    least: int
    share: int

    def is_outside(self, month: int) -> bool:
        early = self.start - month if self.start is not None else 0
        late = month - self.end if self.end is not None else 0
        return 0 < max(early, late) <= (self.reach or 1 << 20)

    def span(self) -> str:
        if self.start is None:
            return f"{_said(self.end)}以前"
        return f"{_said(self.start)}至 {_said(self.end)}之间" if self.end is not None else f"{_said(self.start)}以后"


def _said(month: int) -> str:
    return f"{month // 12} 年 {month % 12 + 1} 月"


@lru_cache(16)
def rules_of(folder: Path, year: int) -> dict[str, tuple[Rule, ...]]:
    """{form code: rules} for files of this review year. Without the table nothing is told."""
    found: dict[str, list[Rule]] = {}
    try:
        with (folder / "form_year.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if not row["valid_to"]]
    except FileNotFoundError:
        return {}
    for row in rows:
        start = 12 * year + int(row["from_months"]) if row["from_months"] else None
        end = 12 * year + 11 + int(row["to_months"]) if row["to_months"] else None
        reach = int(row["reach_months"]) if row["reach_months"] else None
        but = tuple(row["except_rows"].split(":")) if row.get("except_rows") else None
        rule = Rule(row["column_name"], but, start, end, reach, int(row["least"]), int(row["share"]))
        found.setdefault(row["form_code"], []).append(rule)
    return {code: tuple(rules) for code, rules in found.items()}


def yearly_forms(folder: Path) -> set[str]:
    """Codes of the forms that are of one year, as far as their dates tell: not the register of units."""
    return set(rules_of(folder, 0))


def months(text: str) -> list[int]:
    """Each date in a text, as months from year 0: '2024/5', '202405', '2024年5月10日', '高级教师 2019-12'. A year alone is
    its June.
    """
    if _SERIAL.fullmatch(text):
        day = date(1899, 12, 30) + timedelta(int(text))
        return [12 * day.year + day.month - 1]
    return [12 * int(year) + int(month or plain or 6) - 1 for year, month, plain in _MONTH.findall(text)]


_MONTHS = Known(months)


class YearSigns:
    """Gathers what the tables of one file tell. Holds counts and places, no cell."""

    def __init__(self, rules: dict[str, tuple[Rule, ...]], year: int):
        self.rules, self.year = rules, str(year)
        self.tables: list[Table] = []
        self.found: dict[tuple, list] = {}  # (form, column, but) → rule, dates, those outside, where first
        self.forms: dict[str, Form] = {}

    def take(self, table: Table, part: Part) -> None:
        form = table.header.form
        self.forms[form.code] = form
        if not self.tables or self.tables[-1] is not table:
            self.tables.append(table)
        for rule in self.rules.get(form.code, ()):
            if rule.column == SIGNED:
                self._count(rule, table, part, _signed(part))
            elif rule.column in part.columns and _may_tell(rule, part.columns[rule.column]):
                self._count(rule, table, part, _dated(part, rule))

    def _count(self, rule: Rule, table: Table, part: Part, dates: Iterator[tuple[int, list[int]]]) -> None:
        code = table.header.form.code
        entry = self.found.setdefault((code, rule.column, rule.but), [rule, 0, 0, ""])
        for j, dated in dates:
            if not dated:
                continue
            entry[1] += 1
            if any(map(rule.is_outside, dated)):
                entry[2] += 1
                entry[3] = entry[3] or (f"工作表“{table.label}”" if table.label else "") + f"第 {part.row_nos[j]} 行"

    def said(self, saved: Callable[[], str | None], is_titled: bool) -> list[str]:
        """In Chinese what speaks of another year. saved(): YYYY-MM of the file. is_titled: the titles say a year: they are
        believed, whatever else is there.
        """
        sheets = self._sheets()
        if is_titled or self.year in sheets.values():
            return []
        out = [f"工作表“{label}”的名称写的是 {year} 年" for label, year in sheets.items() if year != self.year]
        for (code, column, _), (rule, dated, outside, where) in self.found.items():
            if outside < rule.least or 100 * outside <= rule.share * dated:
                continue
            if column == SIGNED:
                out.append(f"填报日期不在 {rule.span()}（{where}）")
                continue
            if rule.but and any(f"“{self.forms[code].name}”" in said for said in out):
                continue  # said of all rows already
            label = next(c.label for c in self.forms[code].columns if c.name == column)
            which = f"（“{rule.but[1]}”以外的行）" if rule.but else ""
            out.append(f"“{self.forms[code].name}”的“{label}”{which}有 {dated} 处写了日期，{outside} 处不在 {rule.span()}（第一处在{where}）")
        return out or self._saved(saved())

    def _sheets(self) -> dict[str, str]:
        """{sheet: year of its name} of the tables whose titles say none."""
        named = {table.label: title_year(table.label) for table in self.tables if table.data_rows and not table.title["title_year"]}
        return {label: year for label, year in named.items() if year}

    def _saved(self, saved: str | None) -> list[str]:
        """Only where every form in the file must be of the year that it is for, and nothing else was said."""
        if not saved:
            return []
        month = 12 * int(saved[:4]) + int(saved[5:7]) - 1
        rules = [next((r for r in self.rules.get(code, ()) if r.column == SAVED), None) for code in self.forms]
        if rules and all(rule and rule.is_outside(month) for rule in rules):
            return [f"文件最后保存于 {_said(month)}，在该年度之前"]
        return []


def _may_tell(rule: Rule, texts: Sequence[str | None]) -> bool:
    """Of names with dates behind them few are later than the year: whether there is any is found out at once."""
    if rule.start is not None:
        return True
    joined, first = "|".join(filter(None, texts)), (rule.end + 1) // 12
    return any(str(year) in joined for year in range(first, first + 1 + (rule.reach or 36) // 12))


def _dated(part: Part, rule: Rule) -> Iterator[tuple[int, list[int]]]:
    of, word = (part.columns.get(rule.but[0]), rule.but[1]) if rule.but else (None, "")
    for j, (kind, text) in enumerate(zip(part.kinds, part.columns[rule.column], strict=True)):
        if kind == "data" and text and not (of and word in (of[j] or "")):
            yield j, _MONTHS[text]


def _signed(part: Part) -> Iterator[tuple[int, list[int]]]:
    if _ABOUT_ALL.isdisjoint(part.kinds):
        return
    for j, (kind, text) in enumerate(zip(part.kinds, part.texts, strict=True)):
        if kind in _ABOUT_ALL and text and "20" in text:
            found = _SIGNED.search(text) or _SIGNED_ALONE.fullmatch(text.strip())
            yield j, [12 * int(found[1]) + int(found[2]) - 1] if found else []
