"""The public edition: counts of people rounded, small ones not told, and nothing left from which they could be reckoned."""

import csv
import json
from dataclasses import dataclass, replace
from pathlib import Path

from dagster_project.home import DBT_DIR
from dagster_project.reports.model import NOT_APPLICABLE, Column, Report, Row, Table
from dagster_project.reports.numbers import Number

INTERNAL, PUBLIC = "内部", "公开"


@dataclass(frozen=True)
class Rounding:
    """base: counts are rounded to it. least: rates are told from this (rounded) denominator on."""

    base: int
    least: int


def rounding(year: int, seeds: Path = DBT_DIR / "seeds") -> Rounding:
    """What holds in a year: two rows of threshold.csv. Before its first day the first row holds."""
    rows = sorted(_thresholds(seeds), key=lambda row: row["valid_from"])

    def value(name: str) -> int:
        named = [row for row in rows if row["threshold_id"] == name]
        begun = [row for row in named if row["valid_from"][:4] <= str(year)]
        return int((begun or named[:1])[-1]["value"])

    return Rounding(value("public_rounding_base"), value("public_rate_denominator"))


def _thresholds(seeds: Path) -> list[dict]:
    """The rows of threshold.csv, or those kept with a release."""
    if (seeds / "policy.json").is_file():
        return json.loads((seeds / "policy.json").read_text("utf-8"))["rows"]["threshold"]
    with (seeds / "policy" / "threshold.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def rounded(value: int, base: int) -> int | None:
    """A count to the nearest multiple of base, halves up; 0 stays 0; None from 1 to base - 1, whatever the sign."""
    size = abs(value)
    if 0 < size < base:
        return None
    return (size + base // 2) // base * base * (1 if value >= 0 else -1)


def public(report: Report, how: Rounding) -> Report:
    """The same report as it may be made public; the notes say what was done."""
    base = how.base
    notes = (
        *(n for n in report.notes if "内部版" not in n),
        f"本册为公开版，不含姓名、证件号码等个人信息。人数、人次和岗位数取整到{base}；1—{base - 1}写作“少于{base}”，零仍为零。",
        "合计由未取整的数字相加后再取整，因此与各项之和可能不等，也不写公式。",
        f"比率、增减由取整后的数字计算，比率显示到整数；分子少于{base}、分母不足{how.least}的写作“—”。工作单位不单列（推断）。",
    )
    tables = tuple(_table(table, how) for table in report.tables)
    facts = {name: _fact(number, base) for name, number in report.facts.items()}
    return replace(report, edition=PUBLIC, notes=notes, tables=tables, facts=_fact_rates(facts, how))


def _table(table: Table, how: Rounding) -> Table:
    if not table.is_protected:
        return table
    columns = tuple(replace(c, kind="rate0") if _is_reckoned(c) and c.kind == "rate" else c for c in table.columns)
    rows = tuple(_row(row, table.columns, how) for row in table.rows if not (row.values.get("is_unit") and row.kind == "data"))
    return replace(table, columns=columns, rows=rows)


def _is_reckoned(column: Column) -> bool:
    return bool(column.rate_of or column.growth_of) or column.name.startswith("pass_rate")


def _row(row: Row, columns: tuple[Column, ...], how: Rounding) -> Row:
    """Counts first, then all that follows from them; totals are no sums any more."""
    values, texts, base = dict(row.values), dict(row.texts), how.base
    for column in columns:
        value = row.values.get(column.name)
        if column.kind == "count" and not column.is_open and not column.difference_of and value is not None:
            values[column.name] = rounded(value, base)
            if values[column.name] is None:
                texts[column.name] = f"少于{base}"
    for column in columns:
        if row.values.get(column.name) is not None and (_is_reckoned(column) or column.difference_of):
            values[column.name] = _again(column, row.values, values, how)
            if values[column.name] is None:
                texts[column.name] = NOT_APPLICABLE
    return replace(row, values=values, texts=texts, adds=())


def _again(column: Column, before: dict, values: dict, how: Rounding) -> int | float | None:
    """A rate or a difference from what is shown; None where a part is not shown or the value was no plain quotient."""
    if column.difference_of:
        left, right = (values.get(n) for n in column.difference_of)
        return None if left is None or right is None else left - right
    top, bottom = column.rate_of or column.growth_of or _parts_of(column.name)
    if values.get(top) is None or (values.get(bottom) or 0) < how.least or not _is_plain(column, before, top, bottom):
        return None
    return (values[top] - (values[bottom] if column.growth_of else 0)) / values[bottom]


def _parts_of(name: str) -> tuple[str, str]:
    """What a rate of the comparison is made from."""
    return ("passed_before", "reviewed_before") if name.endswith("_before") else ("passed", "reviewed")


def _is_plain(column: Column, before: dict, top: str, bottom: str) -> bool:
    if column.growth_of:
        return True
    return bool(before.get(bottom)) and before[top] / before[bottom] == before[column.name]


OPEN_FACTS = ("quota", "over", "warning", "uncertain", "unjudged", "kept_limit", "files_", "bodies")
FACT_RATES = {
    "pass_rate": ("passed_of_reviewed", "reviewed"),
    "quota_rate": ("quota_applied", "quota"),
    "quota_passed_rate": ("quota_passed", "quota"),
}


def _fact(number: Number, base: int) -> Number:
    name = number.id.split("/")[-1]
    is_open = name == "quota" or name.startswith(OPEN_FACTS[1:]) or number.kind != "count" or number.value is None
    if is_open:
        return number
    value = rounded(number.value, base)
    return replace(number, value=value, text=f"少于{base}" if value is None else number.text)


def _fact_rates(facts: dict[str, Number], how: Rounding) -> dict[str, Number]:
    """Rates among the facts, from what is shown."""
    done = dict(facts)
    for prefix in ("", "last_"):
        for name, (top, bottom) in FACT_RATES.items():
            old = facts.get(prefix + name)
            if old is None or old.value is None:
                continue
            above, below = facts[prefix + top].value, facts[prefix + bottom].value
            known = above is not None and (below or 0) >= how.least
            done[prefix + name] = replace(
                old, value=above / below if known else None, kind="rate0", text="—" if not known else old.text
            )
    return done
