"""The whole sample as data, before any file is written."""

from dataclasses import asdict, dataclass, field
from random import Random

from . import cases
from .applying import Row, apportion, come_back, forced_rows, free_rows, quota_scope
from .posts import Expected, Post, bound_by_unit, make_posts
from .results import Outcome, decide, strangers
from .special import add_mistakes, add_special
from .world import Scope, make_world

PRINTED_TONGLIAO_ROWS = 3


@dataclass(slots=True)
class BodyYear:
    """All that one body hands in for one year."""

    year: int
    body: str
    scopes: list[Scope]
    rows: list[Row] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """Body-years, what the senior rule must find, and the quota lines."""

    body_years: list[BodyYear]
    expected: list[Expected]
    quota: list[dict]
    units: list[dict]


def make_plan(years: tuple[int, ...], rows: int, seed: int) -> Plan:
    """Plan `rows` roster lines over the years (the three printed ones of 2024 included). Pure: same input, same plan."""
    parts = apportion(rows, [0.92 if year == 2023 else 1.0 for year in years])
    world = make_world(rows // len(years), seed)
    plan, earlier, passed = Plan([], [], [], []), [], set()
    for year, total in zip(years, parts, strict=True):
        rng = Random(f"{seed}/{year}")
        lines = _lines(rng, year, world, total - PRINTED_TONGLIAO_ROWS * (year == 2024))
        earlier = lines = come_back(rng, lines, earlier, passed)
        _add_year(plan, year, world, lines, seed)
        passed = {o.row.key for one in plan.body_years for o in one.outcomes if o.outcome == "通过"}
    return plan


def _lines(rng: Random, year: int, world: list[Scope], total: int) -> list[Row]:
    forced = forced_rows(rng, year, world, min(1.0, total / 8000))
    lines = forced + free_rows(rng, year, world, total - len(forced))
    order = {id(scope): i for i, scope in enumerate(world)}
    lines.sort(key=lambda r: (order[id(r.scope)], r.unit.name, r.series, r.level))
    add_special(rng, year, lines)
    return add_mistakes(rng, year, lines)


def _add_year(plan: Plan, year: int, world: list[Scope], lines: list[Row], seed: int) -> None:
    by_scope: dict[int, list[Row]] = {}
    for row in lines:
        by_scope.setdefault(id(row.scope), []).append(row)
    for body in dict.fromkeys(s.body for s in world):
        rng = Random(f"{seed}/{year}/{body}")
        one = BodyYear(year, body, [s for s in world if s.body == body])
        one.rows = [r for s in one.scopes for r in by_scope.get(id(s), [])]
        lost = sum(r.mistake == "no_unit" for r in one.rows)
        for scope in one.scopes:
            posts, expected = make_posts(rng, year, scope, by_scope.get(id(scope), []), lost)
            one.posts += posts
            plan.expected.append(expected)
        if (body, year) != cases.NO_RESULTS:
            one.outcomes = decide(rng, year, one.rows) + strangers(rng, year, one.rows)
        plan.units += _designed_units(one)
        plan.body_years.append(one)
    if year == cases.DESIGN_YEAR:
        plan.quota = _quota(lines)


def _quota(lines: list[Row]) -> list[dict]:
    people: dict[str, set[str]] = {line: set() for line in cases.QUOTA_2023}
    for row in lines:
        if row.is_top_teacher and not row.waits:
            people[quota_scope(row.unit)].add(row.key)
    used = {line: len(keys) for line, keys in people.items()}
    used["L15"] = used["L15a"] + used["L15b"]
    numbers = cases.QUOTA_2023 | {"L15": cases.QUOTA_2023["L15a"] + cases.QUOTA_2023["L15b"]}
    return [{"quota_scope_code": c, "quota": numbers[c], "applied": used[c]} for c in numbers]


def _designed_units(one: BodyYear) -> list[dict]:
    """Units judged alone in the year of the cases: the reform unit, and schools with teachers beyond their posts."""
    if one.year != cases.DESIGN_YEAR:
        return []
    bound = bound_by_unit(one.rows)
    vacant = {(p.unit, p.level): p.established - p.occupied for p in one.posts}
    judged = {u: ("reform" if u.reform_from else "teacher") for s in one.scopes for u in s.units
              if u.reform_from or u.teacher_over}  # fmt: skip
    return [
        {
            "case": case,
            "bureau_code": one.body,
            "unit_name": u.name,
            "level": lv,
            "over_post": max(0, n - vacant[u, lv]),
        }
        for u, case in judged.items()
        for (v, lv), n in bound.items()
        if v is u and (case == "reform" or lv == "副高级") and n > vacant[u, lv]
    ]


def designed_cases(plan: Plan) -> dict:
    """What a test can hold the marts to: scopes, quota lines, units and row counts. Names no person."""
    return {
        "over_post": [asdict(e) for e in plan.expected],
        "quota": plan.quota,
        "units": plan.units,
        "rows": [_counts(one) for one in plan.body_years],
        "no_results": list(cases.NO_RESULTS),
        "no_outcome_column": list(cases.NO_OUTCOME_COLUMN),
    }


def _counts(one: BodyYear) -> dict:
    """Roster lines of a body-year, without the printed workbooks' own."""
    return {
        "review_year": one.year,
        "bureau_code": one.body,
        "rows": len(one.rows),
        "waiting": sum(r.waits for r in one.rows),
        "repeated": sum(r.mistake == "duplicate" for r in one.rows),
        "green": sum(r.green for r in one.rows),
        "outcomes": len(one.outcomes),
    }
