"""explain RULE --year Y --scope NAME [--level L]: one figure, row by row, from the published file alone.

Instead of a rule 人数核对: see explain_counts.py.
"""

from collections import Counter

from dagster_project.cli.published import published_file, records, tables
from dagster_project.cli.render import plain, to_json
from dagster_project.errors import UserError
from dagster_project.home import Home

# A figure of the ledger or, where a rule is only shown, of the over-post mart; cited from the catalogue where it is shown.
FIGURES = """
with cited as (
    select rule_id, any_value(document_no) as document_no, any_value(clause) as clause, any_value(place) as place,
        any_value(reading) as reading, any_value(reading_kind) as reading_kind
    from mart_policy where review_year = $year and rule_id = $rule group by rule_id
)
select review_year, rule_id, measure, bureau_name, scope_kind, scope_code, scope_name, level_group, state, numerator, denominator,
    value, limit_value, worst, since, document_no, clause, place, reading, reading_kind, permitted_by, completeness, run_id, as_of,
    policy_version
from mart_compliance where review_year = $year and rule_id = $rule
union all by name
select p.review_year, p.rule_id, p.measure, p.bureau_name, p.scope_kind, p.scope_code, p.scope_name, p.level_group, p.state,
    p.over_post as numerator, p.established as denominator, p.over_post_ratio as value, p.allowed as limit_value,
    p.over_post_worst as worst, c.document_no, c.clause, c.place, c.reading, c.reading_kind, p.completeness, p.run_id, p.as_of,
    p.policy_version
from mart_over_post as p left join cited as c using (rule_id)
where p.review_year = $year and p.rule_id = $rule and p.is_judged and not exists (
    select 1 from mart_compliance as j where j.review_year = $year and j.rule_id = $rule
)
order by bureau_name, scope_code, level_group
"""
ROWS = """
select e.submission_id, s.form, s.place, s.status, e.sheet, e.row, e.counted, e.reason_id, e.reason, e.unit_name, e.post_level,
    e.case_no, e.unit_established, e.unit_occupied, e.unit_vacant
from mart_evidence as e left join mart_submission as s using (submission_id)
where e.review_year = $year and e.rule_id = $rule and e.scope_kind = $kind and e.scope_code = $code
    and e.level_group is not distinct from $level
order by s.place, e.submission_id, e.sheet, e.row
"""
RULES = "select distinct rule_id from mart_compliance where review_year = $year union select distinct rule_id from mart_over_post where review_year = $year order by 1"
INSIDE = """
select distinct scope_name, parent_scope_code from mart_over_post
where review_year = $year and rule_id = $rule and not is_judged and (scope_name = $name or scope_code = $name)
"""
ASIDE = ("waiting", "held", "no_table", "unknown", "leader_unsaid", "not_final", "late_maybe")
SHOWN = 20


def explain(args, home: Home) -> int:
    """Print the account of every figure of a rule in one scope: each level group, or the one asked for."""
    from dagster_project.cli.explain_counts import RULE, explain_counts
    from dagster_project.cli.explain_text import text_of

    if args.rule == RULE:
        return explain_counts(args, home)
    with published_file(home) as connection:
        if "mart_evidence" not in tables(connection):
            raise UserError("已发布的文件里没有逐行依据。请先运行 zhicheng run。")
        asked = {"year": args.year, "rule": args.rule.upper()}
        figures = _wanted(_in_scope(connection, asked, args.scope), args.level)
        accounts = [account(connection, asked, figure) for figure in figures]
    if args.format == "json":
        print(to_json(accounts))
    else:
        print("\n\n".join(text_of(one, home.is_demo) for one in accounts))
    return 0


def _in_scope(connection, asked: dict, name: str) -> list[dict]:
    """The rule's figures in the scope of that code or name. UserError (exit 2) with candidates where there is not one."""
    figures = records(connection, FIGURES, asked)
    if not figures:
        known = [r["rule_id"] for r in records(connection, RULES, {"year": asked["year"]})]
        text = f"可用：{'、'.join(known)}。" if known else "该年度没有任何规则的数字。"
        raise UserError(f"{asked['year']} 年没有规则 {asked['rule']} 的数字。{text}", exit_code=2)
    found = [f for f in figures if name in (f["scope_code"], f["scope_name"])]
    if len({(f["scope_kind"], f["scope_code"]) for f in found}) == 1:
        return found
    if found:
        raise UserError(f"叫“{name}”的范围不止一个，请用代码：{_candidates(found)}。", exit_code=2)
    inside = records(connection, INSIDE, {**asked, "name": name})
    if inside:
        code = inside[0]["parent_scope_code"]
        scope = next((f["scope_name"] for f in figures if f["scope_code"] == code), code)
        raise UserError(f"“{name}”不单独判定，计入范围“{scope}”。请用 --scope {code}。", exit_code=2)
    near = [f for f in figures if name in f["scope_name"] or f["scope_name"] in name] or figures
    raise UserError(f"规则 {asked['rule']} 没有范围“{name}”。可用：{_candidates(near)}。", exit_code=2)


def _candidates(figures: list[dict]) -> str:
    """Name and code of the scopes, the first twenty."""
    names = dict.fromkeys(
        f"{f['scope_name']}（{f['scope_code']}{'，' + f['bureau_name'] if f['bureau_name'] else ''}）" for f in figures
    )
    return "、".join(list(names)[:SHOWN]) + (f"等 {len(names)} 个" if len(names) > SHOWN else "")


def _wanted(figures: list[dict], level: str | None) -> list[dict]:
    found = [f for f in figures if level in (None, f["level_group"])]
    if not found:
        levels = "、".join(f["level_group"] or "不分层级" for f in figures)
        raise UserError(f"这个范围没有层级组“{level}”。可用：{levels}。", exit_code=2)
    return found


def account(connection, asked: dict, figure: dict) -> dict:
    """A figure with its rows, its units where posts are reckoned, and totals that say whether they give the figure."""
    scope = {"kind": figure["scope_kind"], "code": figure["scope_code"], "level": figure["level_group"]}
    rows = records(connection, ROWS, {**asked, **scope})
    posts = records(connection, "select 1 from mart_over_post where review_year = $year and rule_id = $rule limit 1", asked)
    units = units_of(rows) if posts else []
    counted = sum(row["counted"] for row in rows)
    reckoned = sum(unit["excess"] - unit["excess_teacher"] for unit in units) if posts else counted
    aside = sum(row["reason_id"] in ASIDE for row in rows)
    totals = {
        "counted": counted, "not_counted": len(rows) - counted, "reckoned": reckoned, "reckoned_worst": reckoned + aside,
        "by_reason": dict(Counter(row["reason"] for row in rows if not row["counted"]).most_common()),
        "agrees": figure["numerator"] is None or (reckoned, reckoned + aside) == (figure["numerator"], figure["worst"]),
    }  # fmt: skip
    return {**{k: plain(v) for k, v in figure.items()}, "units": units, "rows": rows, "totals": totals}


def units_of(rows: list[dict]) -> list[dict]:
    """Units and post levels that rows belong to: posts, persons bound, and what exceeds the vacancies.

    excess_teacher is the part that teachers alone exceed, which a rule of their own judges.
    """
    units = {}
    for row in rows:
        if row["unit_name"] is None or row["reason_id"] in ("waiting", "held"):
            continue
        unit = units.setdefault((row["unit_name"], row["post_level"]), {
            "unit_name": row["unit_name"], "post_level": row["post_level"], "established": row["unit_established"],
            "occupied": row["unit_occupied"], "vacant": row["unit_vacant"], "bound": 0, "teachers": 0,
        })  # fmt: skip
        unit["bound"] += row["counted"]
        unit["teachers"] += row["reason_id"] == "counted_teacher"
    for unit in units.values():
        vacant = unit["vacant"] or 0
        unit["excess"], unit["excess_teacher"] = (max(unit[name] - vacant, 0) for name in ("bound", "teachers"))
    return sorted(units.values(), key=lambda unit: (-unit["excess"], unit["unit_name"], unit["post_level"] or ""))
