"""Quota use, pass rates and tilt policies by hand: decisions 7, 8, 14 and 15."""

from collections import defaultdict

from tests.reckoning.facts import Application, Facts
from tests.reckoning.world import BODIES, LEVEL_CODES, TITLES

OWN_SCHOOL, SECOND = "内蒙古师大附属中学", "呼和浩特市第二中学"
SAME_SCHOOL = {OWN_SCHOOL, "内蒙古师范大学附属中学", "师大附中"}  # its full name or a listed alias (decision 15)
CODES = {str(number) for number in range(1, 11)}


def cell(facts: Facts, body: str, unit, series: str, level: str) -> tuple:
    """(banner code, series, level code); units of the region's departments have the body's own level."""
    code = f"{body}-0" if facts.affiliation(unit) == "区直" else facts.scope(unit)[0]
    return code, series, LEVEL_CODES[level]


def pass_rates(facts: Facts) -> dict:
    """{(year, body, banner, series, level): figures}; not reviewed where a file without 评审结果 touches the cell."""
    found = defaultdict(lambda: defaultdict(int))
    touched = set()
    for a in facts.applications:
        key = (a.year, a.body, *cell(facts, a.body, a.unit, a.series, a.level))
        figures = found[key]
        if a.outcome and not a.outcome_stated:
            touched.add(key)
        if a.mode in ("认定", "考试"):
            figures["recognised" if a.mode == "认定" else "by_exam"] += 1
        if a.mode == "评审":
            figures["applied"] += 1
            figures[_class(a)] += 1
    # An outcome that belongs to no application, or to one of several, has its own count.
    for file, outcome in facts.unmatched + facts.ambiguous:
        key = (file.year, file.body, *cell(facts, file.body, outcome.unit, *TITLES[outcome.title]))
        if not file.has_result or outcome.result == "通过":
            found[key]["passed_without_application"] += 1
            touched |= set() if file.has_result else {key}
    return {key: _rates(figures, key in touched) for key, figures in found.items()}


def _class(a: Application) -> str:
    if a.outcome is None:
        return "not_final"
    if not a.outcome_stated:
        return "passed"
    return {"通过": "passed", "未通过": "failed", "取消": "cancelled"}.get(a.outcome.result, "not_final")


def _rates(figures: dict, touched: bool) -> dict:
    names = ("applied", "passed", "recognised", "by_exam", "not_final", "cancelled", "passed_without_application")
    row = {name: figures[name] for name in names}
    reviewed = None if touched else row["passed"] + figures["failed"]
    row["reviewed"], row["not_final"] = reviewed, None if touched else row["not_final"]
    row["pass_rate"] = row["passed"] / reviewed if reviewed else None
    row["applied_pass_rate"] = row["passed"] / row["applied"] if row["applied"] else None
    return row


def tilts(facts: Facts) -> tuple[dict, dict]:
    """({(year, body, banner, series, level, code): figures}, {(year, body): distinct persons with a policy})."""
    found, everyone = defaultdict(lambda: {"applications": 0, "persons": set(), "passed": 0}), defaultdict(set)
    for a in facts.applications:
        codes = a.codes & CODES | ({a.program} if a.program in ("绿色通道", "定向评价", "农牧民") else set())
        everyone[a.year, a.body] |= {a.person} if codes else set()
        for code in codes or ({"未标注"} if a.unmarked else set()):
            figures = found[a.year, a.body, *cell(facts, a.body, a.unit, a.series, a.level), code]
            figures["applications"] += 1
            figures["persons"].add(a.person)
            figures["passed"] += a.outcome is not None and _class(a) == "passed"
    rows = {key: figures | {"persons": len(figures["persons"])} for key, figures in found.items()}
    return rows, {key: len(people) for key, people in everyone.items()}


def applications(facts: Facts) -> dict:
    """{(year, body, banner, series, level, program, channel, mode, employment, affiliation, unit kind): applied}."""
    found = defaultdict(int)
    for a in facts.applications:
        what = a.program, a.channel or "单位", a.mode, a.employment or "未注明"
        whose = facts.affiliation(a.unit) or "待定", a.unit.kind or "未登记"
        found[a.year, a.body, *cell(facts, a.body, a.unit, a.series, a.level), *what, *whose] += 1
    return {key: {"applied": number} for key, number in found.items()}


def people(facts: Facts) -> dict:
    """{(year, body): rows waiting, distinct persons with an application}."""
    persons, waiting = defaultdict(set), defaultdict(int)
    for a in facts.applications:
        persons[a.year, a.body].add(a.person)
    for w in facts.waiting:
        waiting[w.year, w.body] += 1
    return {key: {"waiting": waiting[key], "persons": len(persons[key])} for key in persons.keys() | waiting.keys()}


def line_of(body: str, unit_name: str | None) -> str:
    """The quota line on which a unit of this body counts."""
    if body == "150000":
        return "L15a" if unit_name in SAME_SCHOOL else "L15b"
    return "L16" if unit_name == SECOND else body


def quotas(facts: Facts) -> dict:
    """{(year, line): figures}: distinct persons, teachers' 正高级, not 定向评价."""
    found = {}
    for year, table in facts.region.quota.items():
        rows = {code: _line(facts, year, code) for code in _leaves(facts.region.bodies)}
        quota = {code: table.get(BODIES.get(code, "")) for code in rows} | {"L16": table.get(SECOND)}
        quota |= {"L15": table[OWN_SCHOOL], "L15b": facts.region.other_units}
        quota["L15a"] = quota["L15"] - quota["L15b"]
        if "L15a" in rows:
            rows["L15"] = _line(facts, year, "L15")
        for code, row in rows.items():
            found[year, code] = _judged(row, quota.get(code))
        for code in ("L15a", "L15b"):
            if code in rows and found[year, code]["applied_state"] == "超限" and found[year, "L15"]["applied_state"] != "超限":
                found[year, code]["applied_state"] = "预警"
    return found


def _leaves(bodies: list[str]) -> list[str]:
    leaves = [code for code in bodies if code != "150000"]
    return leaves + (["L15a", "L15b"] if "150000" in bodies else []) + (["L16"] if "150100" in bodies else [])


def _body_of(code: str) -> str:
    return {"L15": "150000", "L15a": "150000", "L15b": "150000", "L16": "150100"}.get(code, code)


def _line(facts: Facts, year: int, code: str) -> dict:
    """Figures of one line or part; None where the body has handed in no roster or no result."""
    body = _body_of(code)
    lines = {"L15": ("L15a", "L15b")}.get(code, (code,))
    counted = [
        a for a in facts.applications
        if (a.year, a.body) == (year, body) and (a.series, a.level) == ("22", "正高级") and a.program != "定向评价"
        and line_of(body, a.unit.name) in lines
    ]  # fmt: skip
    waiting = [
        w for w in facts.waiting
        if (w.year, w.body) == (year, body) and (w.title is None or TITLES[w.title] == ("22", "正高级"))
        and w.row.program != "定向评价" and (w.unit is None or line_of(body, w.unit.name) in lines)
    ]  # fmt: skip
    passed = [a for a in counted if a.outcome is not None and _class(a) == "passed"]
    rostered = (year, body) in facts.with_roster
    resulted = rostered and any(a.outcome is not None for a in counted)
    people = {a.person for a in counted}
    return {
        "applied": len(people) if rostered else None, "applied_worst": len(people) + len(waiting) if rostered else None,
        "applied_green": len({a.person for a in counted if a.program == "绿色通道"}) if rostered else None,
        "passed": len({a.person for a in passed}) if resulted else None,
        "filed": len({a.person for a in passed if a.outcome.filed}) if resulted else None,
    }  # fmt: skip


def _judged(row: dict, quota: int | None) -> dict:
    applied, worst = row["applied"], row["applied_worst"]
    if quota is None or applied is None:
        return row | {"quota": quota, "applied_state": "无数据", "remaining": None}
    state = "超限" if applied > quota else "合规" if worst <= quota else "待核"
    return row | {"quota": quota, "applied_state": state, "remaining": quota - applied, "remaining_worst": quota - worst}
