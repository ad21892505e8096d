"""Bodies, scopes and units of the sample, made from the project's own division and body seeds."""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from . import cases
from .titles import REGION_DEPARTMENTS, TYPE, TYPES, UnitType

SEEDS = Path(__file__).resolve().parents[2] / "dbt" / "seeds"
SIZE = {
    "150100": 11, "150200": 10, "150700": 10, "152200": 6, "150500": 10, "150400": 14, "152500": 6, "150900": 8,
    "150600": 10, "150800": 7, "150300": 3, "152900": 3, "150781": 2, "152501": 1.5, "150000": 9,
}  # fmt: skip
NUMERALS = "一二三四五六七八九十"
ZONES = {"150271": "稀土高新区"}
OWN_LINE_SCHOOL = "呼和浩特市第二中学"


@dataclass(eq=False, slots=True)
class Unit:
    """One employer. `department` is the competent department; `banner` is a full name or empty."""

    body: str
    name: str
    type: str
    kind: str
    affiliation: str
    banner: str
    department: str
    has_posts: bool = True
    reform_from: str = ""
    sum_only: bool = False
    teacher_over: bool = False

    @property
    def is_public(self) -> bool:
        return self.kind == "事业单位"


@dataclass(eq=False, slots=True)
class Scope:
    """One measuring scope of a body: a banner, the body's own level, a department or the units without banner."""

    body: str
    kind: str
    code: str
    name: str
    weight: float
    id_prefix: str
    units: list[Unit] = field(default_factory=list)
    case: str = ""
    margin: int = 0


@cache
def read_seed(name: str) -> list[dict[str, str]]:
    """Rows of one seed, e.g. `codes/division`."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numeral(number: int) -> str:
    """1-99 in Chinese: 十五, 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else NUMERALS[tens - 1]) + "十"
    return head + (NUMERALS[ones - 1] if ones else "")


def banners_of(body: str) -> list[tuple[str, str]]:
    """Codes and names of a body's banners; 满洲里 and 二连浩特 are one scope each; 包头's zone 150271 is one of its own."""
    rows = [r for r in read_seed("codes/division") if r["bureau_code"] == body]
    return [
        (r["division_code"], r["division_name"])
        for r in rows
        if r["tier"] == "旗县区" or r["division_code"] in ZONES
    ]


def make_scopes(body: dict[str, str], rng: Random) -> list[Scope]:
    """The scopes of one body, without units."""
    code, name = body["bureau_code"], body["bureau_name"]
    if code == "150000":
        return [
            Scope(code, "competent_department", "", d, rng.uniform(0.7, 1.5), "150102")
            for d, _ in REGION_DEPARTMENTS
        ]
    scopes = [Scope(code, "banner", c, n, rng.uniform(0.6, 1.6), c) for c, n in banners_of(code)]
    if code not in ("150781", "152501"):
        scopes.append(Scope(code, "own_level", f"{code}-0", f"{name}本级", 2.0, scopes[0].code))
    if code == cases.NO_BANNER_BODY:
        scopes.append(Scope(code, "no_banner", f"{code}-9", f"{name}未归属", 0.2, scopes[0].code))
    return scopes


class UnitNames:
    """Names of one body's units, never twice the same: 包头市东河区第一中学, 包头市第十五中学."""

    def __init__(self):
        self.taken = {OWN_LINE_SCHOOL}

    def make(self, pattern: str, place: str) -> str:
        for number in range(1, 100):
            plain = pattern if number == 1 else f"第{{n}}{pattern}"
            name = place + (pattern if "{n}" in pattern else plain).format(n=numeral(number))
            if name not in self.taken:
                self.taken.add(name)
                return name
        raise ValueError(f"单位名称用尽：{place}{pattern}")


def add_units(scope: Scope, body_name: str, count: int, names: UnitNames, rng: Random) -> None:
    """Fill a scope with `count` units: a school and a public non-school unit at least."""
    region = scope.kind == "competent_department"
    if region:
        own = dict(REGION_DEPARTMENTS)[scope.name]
        types = [own, own, *(own for _ in range(count - 2))]
    else:
        others = rng.choices([t.key for t in TYPES], [t.weight for t in TYPES], k=max(0, count - 3))
        types = ["hospital", "school", rng.choice(("water", "farm", "road")), *others]
    for position, key in enumerate(types):
        scope.units.append(_unit(scope, body_name, TYPE[key], position, names, rng))


def _unit(scope: Scope, body_name: str, kind: UnitType, position: int, names: UnitNames, rng: Random) -> Unit:
    region = scope.kind == "competent_department"
    shows_banner = (
        scope.kind == "banner" and scope.name != body_name and (position % 2 == 0 or kind.key == "hospital")
    )
    place = (
        "内蒙古自治区" if region else body_name + (ZONES.get(scope.code, scope.name) if shows_banner else "")
    )
    affiliation = {"competent_department": "区直", "own_level": "盟市"}.get(scope.kind, "旗县区")
    pattern = rng.choice(kind.names)
    if affiliation == "旗县区" and kind.key in ("hospital", "school") and position > 3 and rng.random() < 0.5:
        affiliation, pattern = "乡镇", "第{n}中心卫生院" if kind.key == "hospital" else "第{n}中心学校"
    above = scope.name if scope.kind == "banner" else body_name
    return Unit(
        body=scope.body,
        name=names.make(pattern, place),
        type=kind.key,
        kind=kind.kind,
        affiliation=affiliation,
        banner=scope.name if scope.kind == "banner" else "",
        department=scope.name if region else above + kind.department,
    )


def make_world(rows_a_year: int, seed: int) -> list[Scope]:
    """All scopes with their units, the designed cases marked. About one unit for twelve applications a year."""
    world: list[Scope] = []
    for body in sorted(read_seed("codes/reporting_body"), key=lambda r: int(r["sort_order"])):
        rng = Random(f"{seed}/world/{body['bureau_code']}")
        scopes = make_scopes(body, rng)
        names = UnitNames()
        share = SIZE[body["bureau_code"]] / sum(SIZE.values()) * rows_a_year / sum(s.weight for s in scopes)
        for scope in scopes:
            add_units(
                scope, body["bureau_name"], min(10, max(4, round(scope.weight * share / 12))), names, rng
            )
        world += scopes
    mark_cases(world)
    return world


def mark_cases(world: list[Scope]) -> None:
    """Put the designed cases on their scopes and units."""
    for scope in world:
        scope.case, scope.margin = cases.OVER_POST.get(scope.code, ("", 0))
        if scope.name == cases.OVER_DEPARTMENT:
            scope.case, scope.margin = "above", 1
        if scope.case == "no_table":
            scope.units[2].has_posts = False
        if scope.code in cases.TEACHER_OVER_BANNERS:
            next(u for u in scope.units if u.type == "school").teacher_over = True
        if scope.code == cases.REFORM_BANNER:
            scope.units[2].reform_from = "2023-03-01"
        elif (
            not scope.case
            and scope.kind == "banner"
            and scope.units[0].type == "hospital"
            and len(scope.units) > 7
        ):
            scope.units[0].sum_only = True
    add_named_schools(world)


def add_named_schools(world: list[Scope]) -> None:
    """The two schools with quota lines of their own; a namesake of the first is another school."""
    education = next(s for s in world if s.name == "内蒙古自治区教育厅")
    for name in ("内蒙古师大附属中学", "内蒙古师范大学附属第二中学"):
        education.units.append(Unit("150000", name, "school", "事业单位", "区直", "", education.name))
    own = next(s for s in world if s.code == "150100-0")
    own.units.append(Unit("150100", OWN_LINE_SCHOOL, "school", "事业单位", "盟市", "", "呼和浩特市教育局"))
