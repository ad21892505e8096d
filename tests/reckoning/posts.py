"""Over-post by hand: decisions 1, 3, 4, 5, 13 and 17, unit by unit."""

from tests.reckoning.facts import Facts
from tests.reckoning.world import BODIES, POST_LEVELS, TITLES, Unit

HEAD, DEPUTY = ("22", "正高级"), ("22", "副高级")  # teachers of primary and secondary schools
FOUR = ("正高级", "副高级", "高级", "中级", "初级")
# rule, year, the only body it binds, how its scopes are cut, level groups, limit: NM2023 四(十一)2, BT2023 四(十一)2, TL2024 四(九)1
SCOPE_RULES = (
    ("R-POST-01", 2023, None, "place", ("高级",), (5, 100)), ("R-POST-01-2024", 2024, None, "place", ("高级",), None),
    ("R-POST-04", 2023, None, "body", ("中级", "初级"), None),
    ("R-POST-05", 2023, "150200", "department", FOUR, (5, 100)), ("R-POST-05", 2024, "150200", "department", FOUR, None),
    ("R-POST-07", 2024, "150500", "department", FOUR, None),
)  # fmt: skip
# rule, year, the only body, whether nothing is allowed; a year without a limit shows the last one known
REFORM_RULES = (("R-POST-02", 2023, None, True), ("R-POST-06", 2023, "150200", True), ("R-POST-02", 2024, None, False))
TEACHER_RULES = (
    ("R-TEACH-06", 2023, None, True), ("R-TEACH-09", 2023, "150200", True), ("R-TEACH-07", 2024, "150500", True),
    ("R-TEACH-06", 2024, "not 150500", False),
)  # fmt: skip


class Posts:
    """Bound persons, vacancies and excess of units."""

    def __init__(self, facts: Facts):
        self.facts = facts

    def given(self, unit: Unit) -> dict[str, tuple[int, int, int]]:
        """{level at which the posts are given: (established, occupied, vacant)}; parts count where both are there."""
        levels = {p.level: p for p in unit.posts or []}
        if "高级" in levels and {"正高级", "副高级"} & set(levels):
            del levels["高级"]
        return {
            level: (p.established, p.occupied, max(0, p.established - p.occupied) if p.stated_vacant is None else p.stated_vacant)
            for level, p in levels.items()
        }  # fmt: skip

    def level_of(self, unit: Unit, title_level: str) -> str:
        """The post level at which an applicant of this title level is reckoned in this unit."""
        level = POST_LEVELS[title_level]
        given = self.given(unit)
        return "高级" if level in ("正高级", "副高级") and "高级" in given else level

    def persons(self, unit: Unit, level: str, bound: bool = True, teachers: bool = False) -> set:
        """Distinct persons at the unit and level; teachers: only them (副高级). Teachers' 正高级 is bound by the quota alone."""
        return {
            a.person for a in self.facts.applications
            if a.unit is unit and self.level_of(unit, a.level) == level and (not bound or self.facts.is_bound(a))
            and (not teachers or (a.series, a.level) == DEPUTY)
            and not (bound and (a.series, a.level) == HEAD)
        }  # fmt: skip

    def vacant(self, unit: Unit, level: str) -> int:
        return self.given(unit).get(level, (0, 0, 0))[2]

    def excess(self, unit: Unit, level: str) -> int:
        return max(0, len(self.persons(unit, level)) - self.vacant(unit, level))

    def teachers_over(self, unit: Unit, level: str) -> int:
        return max(0, len(self.persons(unit, level, teachers=True)) - self.vacant(unit, level))

    def waiting(self, year: int, body: str, units: list[Unit], could_be) -> int:
        """Waiting rows that could count in a scope made of these units: their own, and those of unknown unit in the body."""
        return sum(
            1 for w in self.facts.waiting
            if (w.year, w.body) == (year, body) and (w.unit is None or any(w.unit is unit for unit in units))
            and self.facts.is_bound(w.row) and could_be(w.title, w.unit)
        )  # fmt: skip

    def could_be(self, group: str):
        """Whether a waiting row may be of this level group: an unknown title may; teachers' 正高级 never is; of an unknown
        unit a senior may be reckoned by parts or by the sum."""

        def answer(title: str | None, unit: Unit | None) -> bool:
            if title is None:
                return True
            if TITLES[title] == HEAD:
                return False
            levels = {POST_LEVELS[TITLES[title][1]]} if unit is None else {self.level_of(unit, TITLES[title][1])}
            if unit is None and levels & {"正高级", "副高级"}:
                levels.add("高级")
            return group in levels

        return answer


def could_be_senior(title: str | None, _) -> bool:
    return title is None or (TITLES[title][1] in ("正高级", "副高级") and TITLES[title] != HEAD)


def could_be_deputy(title: str | None, _) -> bool:
    return title is None or TITLES[title] == DEPUTY


def state(over: int, worst: int, allowed: int, missing: int, established: int | None = None) -> str:
    """Decision 17, and decision 5 for nothing established."""
    if over > allowed:
        return "待核" if missing else "超限"
    if worst > allowed:
        return "待核"
    return "不适用" if established == 0 else "合规"


def _scopes(facts: Facts, year: int, only: str | None, cut: str) -> dict:
    """{(body, scope name): units} of a way of measuring."""
    found = {}
    for unit in facts.units:
        if unit.year == year and only in (None, unit.body):
            name = facts.scope(unit)[1]
            if cut == "department":
                name = facts.department(unit)
            elif cut == "body" and facts.affiliation(unit) != "区直":
                name = BODIES[unit.body]
            found.setdefault((unit.body, name), []).append(unit)
    return found


def over_post(facts: Facts) -> dict:
    """{(year, rule, body, scope name, level group): figures} of the rules that are measured over several units."""
    posts, found = Posts(facts), {}
    for rule, year, only, cut, groups, limit in SCOPE_RULES:
        for (body, name), members in _scopes(facts, year, only, cut).items():
            for group in groups:
                row = _scope(facts, posts, (year, body), name, members, group, limit, whole=groups == ("高级",))
                if row:
                    found[year, rule, body, name, group] = row
    return found


def _levels(posts: Posts, unit: Unit, group: str, whole: bool) -> list[str]:
    """The levels of a unit's table that a level group holds; `whole`: 高级 holds its parts as well."""
    if not whole:
        return [group]
    return ["高级"] if "高级" in posts.given(unit) else ["正高级", "副高级"]


def _scope(facts, posts, where, name, members, group, limit, whole) -> dict | None:
    """Figures of one scope and level group. None: the group is the sum of senior posts, and no unit gives only that."""
    total = dict.fromkeys(("established", "occupied", "vacant", "post_bound", "over_post", "applicants"), 0)
    missing, bound_missing = 0, 0
    if group == "高级" and not whole and not any("高级" in posts.given(unit) for unit in members):
        return None
    for unit in members:
        levels = _levels(posts, unit, group, whole)
        total["applicants"] += sum(len(posts.persons(unit, level, bound=False)) for level in levels)
        if not facts.is_public(unit) or facts.is_reform(unit):
            continue
        bound = {level: len(posts.persons(unit, level)) for level in levels}
        if not unit.posts:
            missing, bound_missing = missing + 1, bound_missing + sum(bound.values())
            continue
        for level in levels:
            for name_of, number in zip(("established", "occupied", "vacant"), posts.given(unit).get(level, (0, 0, 0))):
                total[name_of] += number
            total["over_post"] += posts.excess(unit, level) - posts.teachers_over(unit, level)
        total["post_bound"] += sum(bound.values())
    measured = [unit for unit in members if facts.is_public(unit) and not facts.is_reform(unit)]
    if not any(unit.posts for unit in measured) or name.endswith("未归属") or where not in facts.with_roster:
        empty = dict.fromkeys(("established", "over_post", "over_post_worst", "allowed", "remaining", "remaining_worst"))
        return {"state": "无数据" if limit else "仅展示", **empty}
    waiting = posts.waiting(*where, measured, could_be_senior if whole else posts.could_be(group))
    worst = total["over_post"] + waiting + bound_missing
    total |= {"over_post_worst": worst, "rows_waiting": waiting, "units_missing": missing}
    if not limit:
        return total | {"state": "仅展示", "allowed": None, "remaining": None, "remaining_worst": None}
    allowed = limit[0] * total["established"] // limit[1]
    total |= {"allowed": allowed, "remaining": allowed - total["over_post"], "remaining_worst": allowed - worst}
    return total | {"state": state(total["over_post"], worst, allowed, missing, total["established"])}


def _bound_units(facts: Facts, year: int, only: str | None) -> list[Unit]:
    return [
        unit for unit in facts.units
        if unit.year == year and facts.is_public(unit) and (only in (None, unit.body) or (only == "not 150500" and unit.body != "150500"))
    ]  # fmt: skip


def reform(facts: Facts) -> dict:
    """{(year, rule, body, unit, level)}: each level of a reform unit, nothing allowed (decision 4c)."""
    posts, found = Posts(facts), {}
    for rule, year, only, judged in REFORM_RULES:
        for unit in _bound_units(facts, year, only):
            if not facts.is_reform(unit):
                continue
            applied = {posts.level_of(unit, a.level) for a in facts.applications if a.unit is unit}
            for level in {*posts.given(unit), *applied}:
                figures = posts.excess(unit, level), len(posts.persons(unit, level)), posts.could_be(level)
                found[year, rule, unit.body, unit.name, level] = _unit(facts, posts, unit, level, judged, *figures)
    return found


def teachers(facts: Facts) -> dict:
    """{(year, rule, body, unit, level)}: units where a teacher's 副高级 is bound, nothing allowed (decision 4a)."""
    posts, found = Posts(facts), {}
    for rule, year, only, judged in TEACHER_RULES:
        for unit in _bound_units(facts, year, only):
            level = posts.level_of(unit, "副高级")
            bound = len(posts.persons(unit, level, teachers=True))
            if bound:
                figures = posts.teachers_over(unit, level), bound, could_be_deputy
                found[year, rule, unit.body, unit.name, level] = _unit(facts, posts, unit, level, judged, *figures)
    return found


def _unit(facts, posts, unit, level, judged, over, bound, could_be) -> dict:
    """Figures of one unit and level where nothing is allowed."""
    where, allowed = (unit.year, unit.body), 0 if judged else None
    if not unit.posts or where not in facts.with_roster:
        return {"state": "无数据" if judged else "仅展示", "over_post": None, "over_post_worst": None, "allowed": allowed}
    worst, established = over + posts.waiting(*where, [unit], could_be), posts.given(unit).get(level, (0, 0, 0))[0]
    return {
        "established": established, "post_bound": bound, "over_post": over, "over_post_worst": worst, "allowed": allowed,
        "state": state(over, worst, 0, 0, established) if judged else "仅展示",
    }  # fmt: skip
