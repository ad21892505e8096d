"""Which body a unit lies in, by the division its name begins with."""

import csv
import re
from functools import lru_cache
from pathlib import Path

from dagster_project.home import DBT_DIR

DIVISIONS = DBT_DIR / "seeds" / "codes" / "division.csv"
_in_use = DIVISIONS
OWN_BODY = "150000"  # the region's own units: no division's name stands before theirs
_REGION = re.compile(r"内蒙古(自治区)?")


def use_divisions(path: Path) -> None:
    """From now on this process knows the divisions of another file: a home's, with its own rows."""
    global _in_use
    _in_use = path
    body_of.cache_clear()


def units_by_body(units: set[str]) -> dict[str, int]:
    """How many of these units lie in each body, '' for those whose name does not tell."""
    found: dict[str, int] = {}
    for unit in units:
        code = body_of(unit) or ""
        found[code] = found.get(code, 0) + 1
    return found


@lru_cache(20_000)
def body_of(unit: str) -> str | None:
    """'通辽市开鲁县第一中学' and '开鲁县第一中学' → 150500. Names that do not begin with a division → None.

    '内蒙古医院' → 150000: of the region itself, or at least nobody else's by its name.
    """
    name = _REGION.sub("", "".join(unit.split()), count=1)
    codes, pattern = _divisions(_in_use)
    found = pattern.match(name)
    inner = (
        pattern.match(name, found.end()) if found else None
    )  # a banner behind its league: 二连浩特 is a body
    if found:
        return codes[(inner or found)[0]]
    return OWN_BODY if len(name) < len(unit) and _REGION.match(unit) else None


@lru_cache(1)
def _divisions(path: Path) -> tuple[dict[str, str], re.Pattern]:
    """{division name: body}, and a pattern of all names, the longest first. A name used twice is left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["bureau_code"] and r["tier"] != "自治区"]
    codes: dict[str, set[str]] = {}
    for row in rows:
        codes.setdefault(row["division_name"], set()).add(row["bureau_code"])
    known = {name: min(bodies) for name, bodies in codes.items() if len(bodies) == 1}
    return known, re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))) or "(?!)")
