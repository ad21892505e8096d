"""Who applies for what: one Row per line of a roster."""

from dataclasses import dataclass, replace
from random import Random

from . import cases
from .people import Person, make_person
from .titles import LADDERS, LEVELS, TYPE, title_of
from .world import OWN_LINE_SCHOOL, SIZE, Scope, Unit

LEVEL_WEIGHTS = (6, 30, 40, 20, 4)


@dataclass(eq=False, slots=True)
class Row:
    """One application as its roster tells it. `mistake` names what is wrong with the line, if anything is."""

    year: int
    scope: Scope
    unit: Unit
    person: Person
    series: str
    ladder: int
    level: str
    title: str
    current: str
    tilt: str = ""
    green: bool = False
    channel: str = ""
    employment: str = ""
    mistake: str = ""
    fixed: bool = False

    @property
    def waits(self) -> bool:
        """Without a unit, or with a title nobody knows, a line cannot be counted."""
        return self.mistake in ("no_unit", "unknown_title")

    @property
    def is_top_teacher(self) -> bool:
        return self.series == "22" and self.level == "正高级"

    @property
    def key(self) -> str:
        """Who this is as far as the line can tell: an unreadable ID makes the line a person of its own."""
        return str(id(self)) if self.mistake in ("id_number", "id_check") else self.person.id_number

    @property
    def post_bound(self) -> bool:
        """Whether the person needs a vacancy (decision 2): not by codes 1, 3, 10, green channel, recognition ..."""
        free = {"1", "3", "4", "10"} & set(self.tilt.replace("、", ",").split(","))
        outside = self.green or self.channel == "定向评价" or self.employment == "非在编"
        return self.unit.is_public and not free and not outside


def apportion(total: int, weights: list[float]) -> list[int]:
    """Whole numbers that add up to total, by largest remainder."""
    if total <= 0 or not weights:
        return [0] * len(weights)
    exact = [total * w / sum(weights) for w in weights]
    parts = [int(x) for x in exact]
    for i in sorted(range(len(exact)), key=lambda i: parts[i] - exact[i])[: total - sum(parts)]:
        parts[i] += 1
    return parts


def make_row(rng: Random, year: int, scope: Scope, unit: Unit, level: str = "", **known) -> Row:
    """One application at a unit; the level is drawn unless given."""
    codes, weights = zip(*TYPE[unit.type].series, strict=True)
    series = known.pop("series", None) or rng.choices(codes, weights)[0]
    ladder = rng.randrange(len(LADDERS[series]))
    while (
        not level
        or title_of(series, ladder, level) is None
        or (series == "22" and level == LEVELS[0] and not known)
    ):
        level = rng.choices(LEVELS, LEVEL_WEIGHTS)[0]
    person = make_person(rng, scope.id_prefix, year, level in LEVELS[:2])
    return Row(
        year=year, scope=scope, unit=unit, person=person, series=series, ladder=ladder, level=level,
        title=title_of(series, ladder, level), current=_current(rng, year, series, ladder, level, person), **known,
    )  # fmt: skip


def _current(rng: Random, year: int, series: str, ladder: int, level: str, person: Person) -> str:
    """Title held so far with its month, as rosters write it: 助理工程师 2018/12, never before leaving school; empty for beginners."""
    below = LEVELS.index(level) + 1
    held = title_of(series, ladder, LEVELS[below]) if below < len(LEVELS) else None
    if not held:
        return ""
    return _after_school(f"{held} {year - rng.randrange(5, 9)}/{rng.choice(('09', '11', '12'))}", person)


def _after_school(current: str, person: Person) -> str:
    """The same title, not before the year in which the person left school."""
    title, _, month = current.partition(" ")
    return f"{title} {max(month, person.graduation[-7:-3] + month[4:])}" if month else current


def forced_rows(rng: Random, year: int, world: list[Scope], scale: float) -> list[Row]:
    """The rows without which the designed cases would not exist: top teachers, and seniors where a state is wanted."""
    rows = _top_teachers(rng, year, world, scale) + _printed_green(rng, year, world)
    for scope in world:
        if scope.case:
            others = [u for u in scope.units if u.is_public and u.has_posts and u.type != "school"]
            rows += [
                make_row(rng, year, scope, others[i % len(others)], "副高级", fixed=True) for i in range(3)
            ]
        if scope.case == "no_table":
            blind = next(u for u in scope.units if not u.has_posts)
            rows += [make_row(rng, year, scope, blind, "副高级", fixed=True) for _ in range(2)]
        if scope.case == "waiting" and year == cases.DESIGN_YEAR:
            at = scope.units[0]
            rows += [
                make_row(rng, year, scope, at, "副高级", fixed=True, mistake="unknown_title")
                for _ in range(2)
            ]
        if scope.code in cases.TEACHER_OVER_BANNERS:
            school = next(u for u in scope.units if u.teacher_over)
            rows += [make_row(rng, year, scope, school, "副高级", fixed=True) for _ in range(2)]
        for unit in (u for u in scope.units if u.reform_from):
            rows += [make_row(rng, year, scope, unit, "副高级", fixed=True) for _ in range(2)]
    return rows


def quota_scope(unit: Unit) -> str:
    """The quota line (or part of line 15) on which a unit's top teachers count."""
    if unit.name == OWN_LINE_SCHOOL:
        return "L16"
    if unit.body == "150000":
        return "L15a" if unit.name == "内蒙古师大附属中学" else "L15b"
    return unit.body


def _printed_green(rng: Random, year: int, world: list[Scope]) -> list[Row]:
    """Three people for the green-channel roster that keeps to its printed columns."""
    if year != cases.DESIGN_YEAR:
        return []
    scope = next(s for s in world if s.body == cases.GREEN_BODIES[year][0] and s.kind == "own_level")
    unit = next(u for u in scope.units if u.type == "hospital")
    return [
        make_row(rng, year, scope, unit, level, fixed=True, green=True)
        for level in ("正高级", "副高级", "副高级")
    ]


def _top_teachers(rng: Random, year: int, world: list[Scope], scale: float) -> list[Row]:
    schools: dict[str, list[tuple[Scope, Unit]]] = {}
    for scope in world:
        for unit in scope.units:
            if unit.type == "school":
                schools.setdefault(quota_scope(unit), []).append((scope, unit))
    rows = []
    for line, places in schools.items():
        for _ in range(cases.quota_target(line, scale, rng)):
            scope, unit = rng.choice(places)
            rows.append(make_row(rng, year, scope, unit, "正高级", fixed=True))
    return rows


def free_rows(rng: Random, year: int, world: list[Scope], total: int) -> list[Row]:
    """The other rows, spread over scopes by weight and over the units of a scope by line of work."""
    by_body: dict[str, float] = {}
    for scope in world:
        by_body[scope.body] = by_body.get(scope.body, 0) + scope.weight
    parts = apportion(total, [SIZE[s.body] * s.weight / by_body[s.body] for s in world])
    rows = []
    for scope, part in zip(world, parts, strict=True):
        weights = [TYPE[u.type].weight for u in scope.units]
        rows += [make_row(rng, year, scope, u) for u in rng.choices(scope.units, weights, k=part)]
    return rows


def come_back(rng: Random, rows: list[Row], earlier: list[Row], passed: set[str]) -> list[Row]:
    """About one in twenty of a year's people at the same unit and level had applied the year before and not been passed.

    passed: keys of the rows passed then.
    """
    before: dict[tuple, list[Row]] = {}
    for row in earlier:
        if not row.waits and not row.green:
            before.setdefault((row.unit.name, row.series, row.ladder, row.level), []).append(row)
    out = []
    for row in rows:
        same = before.get((row.unit.name, row.series, row.ladder, row.level))
        again = same.pop() if same and rng.random() < 0.05 else None
        if again and again.key not in passed:
            row = replace(row, person=again.person, current=_after_school(row.current, again.person))
        out.append(row)
    return out
