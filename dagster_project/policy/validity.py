"""Two limits in force at once, and years without one. The review year picks the limit, so years are what counts."""

from itertools import combinations

from dagster_project.policy.rows import ERROR, NOTE, Finding, Policy, Row

OPEN = 9999
COVERS = {"高级": {"正高级", "副高级"}}


def validity(policy: Policy) -> list[Finding]:
    """Findings on the validity of limits and exemptions."""
    found = []
    for table in policy.tables.values():
        for row in table:
            if row.get("valid_from") and row.get("valid_to") and row["valid_from"] > row["valid_to"]:
                found.append(Finding(ERROR, row.where, f"失效日 {row['valid_to']} 早于生效日 {row['valid_from']}"))
    limits = [row for row in policy.tables["policy_limit"] if row.get("valid_from")]
    same = {}
    for row in limits:
        same.setdefault((row["measure_id"], row["jurisdiction_code"]), []).append(row)
    for rows in same.values():
        found += _overlaps(rows) + _gaps(rows)
    return found + _ended(limits, same) + _double_exemptions(policy.tables["exemption"])


def years(row: Row) -> tuple[int, int]:
    """First and last review year; 9999 when open."""
    return int(row["valid_from"][:4]), int(row["valid_to"][:4]) if row["valid_to"] else OPEN


def _meet(a: Row, b: Row) -> bool:
    """Whether two limits of a measure speak of the same people: level, series and measuring scope."""
    return (
        _share(_levels(a), _levels(b))
        and _share({a["series_code"]} - {""}, {b["series_code"]} - {""})
        and _share(set(a["measured_by"].split("|")) - {""}, set(b["measured_by"].split("|")) - {""})
    )


def _levels(row: Row) -> set[str]:
    groups = row["level_group"].split("|")
    return set().union(*(COVERS.get(group, {group}) for group in groups)) - {""}


def _share(a: set, b: set) -> bool:
    """Sets that meet; an empty one stands for everything."""
    return not a or not b or bool(a & b)


def _overlaps(rows: list[Row]) -> list[Finding]:
    found = []
    for a, b in combinations(sorted(rows, key=years), 2):
        first, last = max(years(a)[0], years(b)[0]), min(years(a)[1], years(b)[1])
        if first <= last and _meet(a, b):
            when = f"{first} 年" if first == last else f"{first} 年至{f' {last} 年' if last < OPEN else '今'}"
            found.append(Finding(ERROR, b.where, f"{when}与 {a['rule_id']} 同一指标、地区、层级、衡量范围，两条同时生效"))
    return found


def _gaps(rows: list[Row]) -> list[Finding]:
    found = []
    for row in rows:
        ended = years(row)[1]
        later = [years(o)[0] for o in rows if o is not row and _meet(row, o) and years(o)[0] > ended]
        if later and min(later) > ended + 1:
            until = min(later) - 1
            when = f"{until} 年" if until == ended + 1 else f"{ended + 1} 至 {until} 年"
            found.append(Finding(NOTE, row.where, f"{when}没有限额：这些年度只能参照，不作判定"))
    return found


def _ended(limits: list[Row], same: dict) -> list[Finding]:
    """Judged rules after which nothing comes."""
    found = []
    for row in limits:
        others = same[row["measure_id"], row["jurisdiction_code"]]
        followed = any(years(o)[1] > years(row)[1] and _meet(row, o) for o in others if o is not row)
        if row["fate"] == "判定" and years(row)[1] < OPEN and not followed:
            found.append(Finding(NOTE, row.where, f"{years(row)[1] + 1} 年起没有限额：收到新通知后加一行"))
    return found


def _double_exemptions(rows: list[Row]) -> list[Finding]:
    found = []
    rows = [row for row in rows if row.get("valid_from")]
    for a, b in combinations(sorted(rows, key=years), 2):
        alike = all(a[c] == b[c] for c in ("exempts_measure", "kind", "value", "jurisdiction_code"))
        if alike and years(b)[0] <= years(a)[1]:
            found.append(Finding(ERROR, b.where, f"{years(b)[0]} 年与 {a['exemption_id']} 免限内容相同，两条同时生效"))
    return found
