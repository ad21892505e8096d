"""Which body a unit lies in, by the division that its name begins with, or names further on."""

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from dagster_project.home import DBT_DIR

DIVISIONS = DBT_DIR / "seeds" / "codes" / "division.csv"
ALIASES = "division_alias.csv"  # beside it
SHORT = 2  # characters of a name that each league understands in its own way
_LAST = "盟市旗县"  # not 区: many a city has an 经开区 or 高新区
_in_use = DIVISIONS
OWN_BODY = "150000"  # the region's own units: no division's name stands before theirs
_REGION = re.compile(r"内蒙古(自治区)?")


def use_divisions(path: Path) -> None:
    """From now on this process knows the divisions of another file: a home's, with its own rows."""
    global _in_use
    _in_use = path
    body_of.cache_clear()


def bodies_named(titles: set[str]) -> list[str]:
    """The bodies that titles and 单位 rows name: '通辽市2024年申报…花名册' → 150500. The region's own name tells nothing."""
    return sorted({code for title in titles if (code := body_of(title)) and code != OWN_BODY})


def units_by_body(units: set[str]) -> dict[str, int]:
    """How many of these units lie in each body, '' for those whose name does not tell."""
    found: dict[str, int] = {}
    for unit in units:
        code = body_of(unit) or ""
        found[code] = found.get(code, 0) + 1
    return found


@lru_cache(20_000)
def body_of(unit: str) -> str | None:
    """'通辽市开鲁县第一中学', '开鲁县第一中学' and '中共开鲁县委党校' → 150500. Names without a division → None.

    '内蒙古医院' → 150000: of the region itself, or at least nobody else's by its name.
    """
    name = _REGION.sub("", "".join(unit.split()), count=1)
    codes, before, within = _divisions(_in_use)
    found = before.match(name)
    inner = before.match(name, found.end()) if found else None  # a banner behind its league: 二连浩特 is a body
    if found:
        return codes[(inner or found)[0]]
    if len(name) < len(unit) and _REGION.match(unit):
        return OWN_BODY
    found = within.search(name)
    return codes[found[0]] if found else None


@lru_cache(1)
def _divisions(path: Path) -> tuple[dict[str, str], re.Pattern, re.Pattern]:
    """{name: body}, and patterns, the longest names first: of divisions and their aliases (科左中旗, 哲里木盟; not 兴安 or
    包头, which streets are named after, nor 乌旗 or 阿旗, which several leagues say), and of divisions. A name used twice is
    left out.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["bureau_code"] and r["tier"] != "自治区"]
    bodies = {row["division_code"]: row["bureau_code"] for row in rows}
    codes: dict[str, set[str]] = {}
    for row in rows:
        codes.setdefault(row["division_name"], set()).add(row["bureau_code"])
    names = set(codes)
    for alias, code in _aliases(path.with_name(ALIASES)):
        if len(alias) > SHORT and alias[-1] in _LAST and code in bodies:
            codes.setdefault(alias, set()).add(bodies[code])
    known = {name: min(found) for name, found in codes.items() if len(found) == 1}
    return known, _pattern(known), _pattern(name for name in names & known.keys() if len(name) > SHORT)


def _aliases(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [(row["alias"], row["division_code"]) for row in csv.DictReader(file)]
    except FileNotFoundError:
        return []


def _pattern(names: Iterable[str]) -> re.Pattern:
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))) or "(?!)")
