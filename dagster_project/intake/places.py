"""Which body a unit lies in, by the division that its name begins with, or names further on, else by those in other columns."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from dagster_project.home import DBT_DIR
from dagster_project.intake.container.limits import file_limits

DIVISIONS = DBT_DIR / "seeds" / "codes" / "division.csv"
ALIASES = "division_alias.csv"  # beside it
_LAST = "盟市旗县"  # not 区: many a city has an 经开区 or 高新区
_in_use = DIVISIONS
OWN_BODY = "150000"  # the region's own units: no division's name stands before theirs
_REGION = re.compile(r"内蒙古(自治区)?|^自治区")
_OF_REGION = re.compile(r"(内蒙古)?自治区")
_PARTS = "(?:市|盟)?(?:分校|分院|分公司|分局|分行|分部|分中心|分站|分所|校区|院区)"


def use_divisions(path: Path) -> None:
    """From now on this process knows the divisions of another file: a home's, with its own rows."""
    global _in_use
    _in_use = path
    body_of.cache_clear()
    _divisions.cache_clear()


def bodies_named(titles: set[str]) -> list[str]:
    """The bodies that titles and 单位 rows name: '通辽市2024年申报…花名册' → 150500. The region's own name tells nothing."""
    return sorted({code for title in titles if (code := body_of(title)) and code != OWN_BODY})


def units_by_body(units: set[tuple[str | None, ...]]) -> dict[str, int]:
    """How many of these units lie in each body, '' for those of which nothing tells. units: (name, what stands beside it as
    旗县区 and 主管部门).
    """
    codes: dict[str, set[str]] = {}
    for unit, *around in units:
        if unit:
            code = body_of(unit) or next(filter(None, map(body_of, filter(None, around))), "")
            codes.setdefault(unit, set()).add(code)
    return dict(Counter(found.pop() if len(found) == 1 else "" for found in codes.values()))


def of_the_region(units: set[tuple[str | None, ...]]) -> int:
    """How many of them bear the region's own name: 内蒙古自治区人民医院, not 内蒙古某某有限公司, which lie everywhere."""
    return len({unit for unit, *_ in units if unit and _OF_REGION.match(unit) and body_of(unit) == OWN_BODY})


@lru_cache(20_000)
def body_of(unit: str) -> str | None:
    """'通辽市开鲁县第一中学', '开鲁县第一中学' and '中共开鲁县委党校' → 150500. Names without a division → None.

    '内蒙古医院' → 150000: of the region itself, or at least nobody else's by its name. Of a branch the place of the branch
    counts: '呼和浩特市第二中学通辽分校' → 150500.
    """
    name = _REGION.sub("", "".join(unit.split()), count=1)
    codes, before, within, branch = _divisions(_in_use)
    if there := branch.search(name):
        return codes[there[1]]
    found = before.match(name)
    if not found and (there := before.match("".join(unit.split()))):
        return codes[there[0]]  # 内蒙古阿拉善高新技术产业开发区 is a name of its own
    inner = before.match(name, found.end()) if found else None  # a banner behind its league: 二连浩特 is a body
    if found:
        return codes[(inner or found)[0]]
    if len(name) < len(unit) and _REGION.match(unit):
        return OWN_BODY
    found = within.search(name)
    return codes[found[0]] if found else None


@lru_cache(1)
def _divisions(path: Path) -> tuple[dict[str, str], re.Pattern, re.Pattern, re.Pattern]:
    """{name: body}, and patterns, the longest names first: of divisions and their aliases (科左中旗, 哲里木盟; not 兴安 or
    包头, which streets are named after, nor 乌旗 or 阿旗, which several leagues say), of divisions, and of the branches in
    a league. A name used twice is left out.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["bureau_code"] and r["tier"] != "自治区"]
    bodies, short = {row["division_code"]: row["bureau_code"] for row in rows}, file_limits()["place_name_letters"]
    leagues = {row["division_name"][:-1]: row["bureau_code"] for row in rows if row["division_code"] == row["bureau_code"]}
    codes: dict[str, set[str]] = {}
    for row in rows:
        codes.setdefault(row["division_name"], set()).add(row["bureau_code"])
    names = set(codes)
    for alias, code in _aliases(path.with_name(ALIASES)):
        if (alias in names or len(alias) > short and alias[-1] in _LAST) and code in bodies:
            codes.setdefault(alias, set()).add(bodies[code])
    known = {name: min(found) for name, found in codes.items() if len(found) == 1}
    within = _pattern(name for name in names & known.keys() if len(name) > short)
    branch = re.compile(f"({_pattern(leagues).pattern}){_PARTS}")
    return leagues | known, _pattern(known), within, branch


def _aliases(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [(row["alias"], row["division_code"]) for row in csv.DictReader(file)]
    except FileNotFoundError:
        return []


def _pattern(names: Iterable[str]) -> re.Pattern:
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))) or "(?!)")
