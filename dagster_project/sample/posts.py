"""Post tables made to fit: who needs a post is known first, posts follow, so that every state is what it is meant to be."""

from dataclasses import dataclass
from random import Random

from . import cases
from .applying import Row, apportion
from .titles import POST_LEVELS, POST_OF, SENIOR
from .world import Scope, Unit


@dataclass(slots=True)
class Post:
    """Established and occupied posts of a unit at one post level (高级 where only the sum is known)."""

    unit: Unit
    level: str
    established: int
    occupied: int


@dataclass(slots=True)
class Expected:
    """What the senior rule must find in one scope and year. Units without banner are no measure: no numbers."""

    year: int
    bureau_code: str
    scope_kind: str
    scope_code: str
    scope_name: str
    established: int | None
    over_post: int | None
    allowed: int | None
    worst: int | None
    state: str
    case: str


def bound_by_unit(rows: list[Row]) -> dict[tuple[Unit, str], int]:
    """Distinct post-bound persons by unit and post level; top teachers are bound by the quota, not by posts."""
    people: dict[tuple[Unit, str], set[str]] = {}
    for row in rows:
        if row.post_bound and not row.waits and not row.is_top_teacher:
            people.setdefault((row.unit, POST_OF[row.level]), set()).add(row.key)
    return {place: len(keys) for place, keys in people.items()}


def make_posts(
    rng: Random, year: int, scope: Scope, rows: list[Row], lost: int
) -> tuple[list[Post], Expected]:
    """Post rows of one scope, and what the senior rule finds there.

    `rows` are the scope's rows; `lost` counts waiting rows of its body whose scope nobody can tell.
    """
    bound = bound_by_unit(rows)
    units = [u for u in scope.units if u.is_public and u.has_posts]
    seniors = {(u, lv): bound.get((u, lv), 0) for u in units if not u.reform_from for lv in SENIOR}
    waiting = lost + sum(r.mistake == "unknown_title" for r in rows)
    blind = sum(n for (u, lv), n in bound.items() if lv in SENIOR and not u.has_posts)
    case = scope.case if year == cases.DESIGN_YEAR else ""
    excess, total = _excess(rng, scope, case, seniors, waiting + blind)
    vacant = {
        p: n - excess.get(p, 0) + (0 if case or p in excess else rng.randrange(3)) for p, n in seniors.items()
    }
    for unit in (u for u in units if u.teacher_over and year == cases.DESIGN_YEAR):
        vacant[unit, "副高级"] = seniors[unit, "副高级"] - 1
    established = max(total, sum(vacant.values()))
    posts = _senior_posts(rng, vacant, established) + _other_posts(rng, units, bound)
    return posts, _expected(year, scope, established, sum(excess.values()), waiting + blind)


def _expected(year: int, scope: Scope, established: int, over: int, doubt: int) -> Expected:
    """What follows from the numbers of one scope; units without banner are no measure."""
    who = (year, scope.body, scope.kind, scope.code, scope.name)
    designed = year == cases.DESIGN_YEAR
    if scope.kind == "no_banner":
        return Expected(*who, None, None, None, None, "无数据" if designed else "仅展示", "")
    missing = any(u.is_public and not u.has_posts for u in scope.units)
    state = cases.state_of(over, over + doubt, established, missing) if designed else "仅展示"
    numbers = (established, over, cases.allowed(established), over + doubt)
    return Expected(*who, *numbers, state, scope.case if designed else "")


def _excess(rng: Random, scope: Scope, case: str, seniors: dict, doubt: int) -> tuple[dict, int]:
    """Excess by unit and level, and the established senior posts of the scope that go with it."""
    open_to = {p: n for p, n in seniors.items() if n and p[0].type != "school" and not p[0].sum_only}
    if not case:
        excess = {p: rng.randint(1, min(2, n)) for p, n in open_to.items() if rng.random() < 0.25}
        worst, people = sum(excess.values()) + doubt, sum(seniors.values())
        return excess, 20 * (worst + 1 + rng.randrange(1 + people // 5)) + rng.randrange(20) + people
    everybody, most = sum(seniors.values()), sum(open_to.values())
    for over in range(max(1, min(most, scope.margin + 2), most // 3), most + 1):
        total = cases.established_for(over, scope.margin, everybody - over, rng)
        if total >= 0:
            return _spread(over, open_to), total
    raise ValueError(f"{scope.name}：高级申报人数不足以构成所设情形")


def _spread(over: int, open_to: dict) -> dict:
    """Share out an excess, one person at a time, round the units."""
    excess = dict.fromkeys(open_to, 0)
    while over:
        for place, most in open_to.items():
            if over and excess[place] < most:
                excess[place] += 1
                over -= 1
    return {p: n for p, n in excess.items() if n}


def _senior_posts(rng: Random, vacant: dict, established: int) -> list[Post]:
    weights = [1 + rng.random() * (3 if level == "副高级" else 1) for _, level in vacant]
    occupied = apportion(established - sum(vacant.values()), weights)
    posts = [Post(u, lv, v + o, o) for ((u, lv), v), o in zip(vacant.items(), occupied, strict=True)]
    summed = [p for p in posts if p.unit.sum_only]
    for unit in dict.fromkeys(p.unit for p in summed):
        own = [p for p in summed if p.unit is unit]
        posts = [p for p in posts if p.unit is not unit]
        posts.append(Post(unit, "高级", sum(p.established for p in own), sum(p.occupied for p in own)))
    return posts


def _other_posts(rng: Random, units: list[Unit], bound: dict) -> list[Post]:
    """Middle and junior posts, with room; a reform unit has every level here, and one 副高级 too many."""
    posts = []
    for unit in units:
        for level in POST_LEVELS:
            people = bound.get((unit, level), 0)
            if unit.reform_from or level not in SENIOR:
                free = people + rng.randrange(3)
                if unit.reform_from and level == "副高级":
                    free = people - 1
                occupied = rng.randrange(4, 30) + 3 * people
                posts.append(Post(unit, level, free + occupied, occupied))
    return posts
