"""A small published mart with made-up figures for every body: what the dashboards need, without a run of the pipeline.

2023 has limits and a quota table; 2024 has neither, so that its figures stand without limits.
"""

import csv
import random
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow

from dagster_project.home import DBT_DIR
from dagster_project.labels import mart_columns
from tests.dashboards import made_more

RUN = {"run_id": "20240701-090000", "as_of": datetime(2024, 7, 1, 9, 0), "policy_version": "0a1b2c3d"}
YEARS = (2023, 2024)
LEVELS = (("411", "正高级"), ("412", "副高级"), ("413", "中级"), ("414", "助理级"))
RESULTS_WITHOUT_OUTCOME = (2023, "152900")  # its result form lists the passed alone
ROSTER_WITHOUT_TILT = (2023, "150200")  # its rosters lack the column
REFERENCE = "内人社办发〔2023〕79号 四（十一）"


def seed(name: str) -> list[dict]:
    """Rows of one seed of codes."""
    with (DBT_DIR / "seeds" / "codes" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path) -> Path:
    """Write the published file; returns its path. The same bytes of figures each time."""
    dice = random.Random(7)
    bodies = [(row["bureau_code"], row["bureau_name"]) for row in seed("reporting_body")]
    rows = {name: [] for name in mart_columns()}
    for year in YEARS:
        for code, name in bodies:
            head = RUN | {
                "review_year": year,
                "bureau_code": code,
                "bureau_name": name,
                "completeness": "收件中",
            }
            for mart, maker in (MAKERS | made_more.MORE).items():
                rows[mart] += [head | row for row in maker(dice, year, code)]
        rows["mart_quota_usage"].append(_total(rows["mart_quota_usage"], year))
    rows["mart_gate"] += [RUN | row for row in made_more.gates()]
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        for mart, columns in mart_columns().items():
            _create(connection, mart, columns, rows[mart])
    return path


def _create(connection, mart: str, columns: dict, rows: list[dict]) -> None:
    types = ", ".join(f'"{name}" {meaning.data_type}' for name, meaning in columns.items())
    connection.execute(f"create table {mart} ({types})")
    if rows:
        made = pyarrow.table({name: [row.get(name) for row in rows] for name in columns})
        connection.register("made", made)
        connection.execute(f"insert into {mart} from made")
        connection.unregister("made")


def _pass_rate(dice, year: int, code: str):
    for banner in range(1, 4):
        # 91, 92 …: no real banner's number, and no other body's code (152501 is one of its own)
        place = {"banner_code": f"{code[:4]}9{banner}", "banner_name": f"示例{code[2:4]}{banner}区"}
        for series in seed("series")[:9]:
            for level_code, level in LEVELS:
                applied = dice.randint(0, 14)
                reviewed = max(0, applied - dice.randint(0, 2))
                passed = int(reviewed * dice.uniform(0.4, 0.9))
                known = (year, code) != RESULTS_WITHOUT_OUTCOME
                yield place | _series(series) | {
                    "level_code": level_code, "level_name": level, "applied": applied, "reviewed": reviewed if known else None,
                    "passed": passed, "not_final": applied - reviewed if known else None, "recognised": 0, "by_exam": 0, "cancelled": 0,
                    "passed_without_application": 0, "small_denominator": reviewed < 5 if known else None,
                    "pass_rate": passed / reviewed if known and reviewed else None,
                }  # fmt: skip


def _series(row: dict) -> dict:
    return {key: row[key] for key in ("series_code", "series_name", "series_short")}


def _quota(dice, year: int, code: str):
    for line in seed("quota_line"):
        if line["bureau_code"] == code:
            quota = dice.randint(3, 30) if year == 2023 else None
            applied = dice.randint(2, 30)
            passed = applied // 2
            yield {
                "quota_scope_code": line["quota_scope_code"], "quota_scope_name": line["quota_scope_name"],
                "row_kind": line["row_kind"], "quota": quota, "applied": applied, "applied_worst": applied + 1,
                "applied_green": 1, "passed": passed, "filed": passed, **_quota_state(quota, applied, passed),
            }  # fmt: skip


def _quota_state(quota: int | None, applied: int, passed: int) -> dict:
    if quota is None:
        return {"applied_state": "无数据", "passed_state": "无数据"}
    state = "超限" if applied > quota else "待核" if applied + 1 > quota else "合规"
    rates = {"applied_rate": applied / quota, "passed_rate": passed / quota}
    return rates | {"applied_state": state, "passed_state": "合规", "remaining": quota - applied,
                    "remaining_worst": quota - applied - 1}  # fmt: skip


def _total(rows: list[dict], year: int) -> dict:
    lines = [row for row in rows if row["review_year"] == year and row["row_kind"] == "line"]
    sums = {
        key: sum(row[key] or 0 for row in lines)
        for key in ("quota", "applied", "applied_worst", "passed", "filed")
    }
    sums["quota"] = sums["quota"] or None
    head = {"review_year": year, "quota_scope_code": "合计", "quota_scope_name": "合计", "row_kind": "total"}
    return RUN | head | sums | _quota_state(sums["quota"], sums["applied"], sums["passed"])


IN_A_NAME = "<b>附属</b>"  # names come from files that bodies hand in


def _over_post(dice, year: int, code: str):
    for banner in range(1, 4):
        name = f"示例{code[2:4]}{banner}区"
        established, over = dice.randint(40, 400), dice.randint(0, 14)
        row = {
            "rule_id": "R-POST-01" if year == 2023 else "R-POST-01-2024", "measure_id": "over_post_senior",
            "measure": "超岗申报高级职称比例", "scope_kind": "banner",
            "scope_code": f"{code[:4]}9{banner}", "scope_name": name, "banner_code": f"{code[:4]}9{banner}",
            "banner_name": name, "is_judged": year == 2023, "level_group": "高级", "established": established,
            "occupied": established - 5, "vacant": 5, "applicants": over + 9, "post_bound": over + 5, "over_post": over,
            "over_post_worst": over + 1, "over_post_ratio": over / established, "rows_waiting": 1, "units_missing": 0,
        }  # fmt: skip
        yield row | _over_state(year, established, over)
        unit = {"scope_kind": "unit", "scope_name": f"{name}第一中学{IN_A_NAME}", "is_judged": False, "state": "仅展示"}
        yield row | unit | {"parent_scope_code": row["scope_code"]}


def _over_state(year: int, established: int, over: int) -> dict:
    if year != 2023:
        return {"state": "仅展示", "reference_limit": 0.05, "reference_document": REFERENCE}
    allowed = established * 5 // 100
    state = "超限" if over > allowed else "待核" if over + 1 > allowed else "合规"
    return {
        "state": state,
        "allowed": allowed,
        "remaining": allowed - over,
        "remaining_worst": allowed - over - 1,
    }


def _compliance(dice, year: int, code: str):
    if year == 2023:
        for row in _over_post(dice, year, code):
            if row["is_judged"]:
                yield {
                    **{key: row[key] for key in ("rule_id", "scope_kind", "scope_code", "scope_name", "level_group", "state")},
                    "measure": "超岗位申报（高级）", "numerator": row["over_post"], "denominator": row["established"],
                    "value": row["over_post_ratio"], "limit_value": 0.05, "worst": row["over_post_worst"],
                    "document_no": "内人社办发〔2023〕79号", "clause": "四（十一）", "place": "行 160",
                    "reading": "各单位超出空缺岗位的人数之和，除以核定高级岗位", "reading_kind": "推断",
                    "since": RUN["as_of"].date(),
                }  # fmt: skip
    yield from made_more.teacher_rule(dice, year, code)


def _tilt(dice, year: int, code: str):
    labels = {row["tilt_code"]: row for row in seed("tilt_code")}
    for tilt, row in labels.items():
        used = dice.randint(0, 40)
        if (year, code) == ROSTER_WITHOUT_TILT:
            continue
        yield {"tilt_code": tilt, "tilt_label": row["tilt_label"], "tilt_short": row["tilt_short"], "applications": used,
               "persons": used, "persons_first": used, "passed": used // 2} | _series(seed("series")[0])  # fmt: skip
    yield {"tilt_code": "未标注", "tilt_label": "未标注", "tilt_short": "未标注", "applications": 200, "persons": 200,
           "persons_first": 200, "passed": 80}  # fmt: skip


def _submission(dice, year: int, code: str):
    for form in ("申报花名册", "岗位表", "单位登记表", "评审结果花名册"):
        if dice.random() < 0.15:
            yield {"form": form, "status": "未报", "is_demo": True}
            continue
        rows, waiting = dice.randint(20, 300), dice.randint(0, 4)
        yield {
            "submission_id": f"S{dice.getrandbits(40):010x}", "form": form, "place": f"{form}.xlsx", "is_demo": True,
            "status": "部分接收" if waiting else "已接收", "rows_in": rows, "accepted": rows - waiting - 1,
            "accepted_with_notice": 1, "set_aside": waiting, "received_at": datetime(year, 6, 5, 10), "late": False,
        }  # fmt: skip


MAKERS = {
    "mart_pass_rate": _pass_rate,
    "mart_quota_usage": _quota,
    "mart_over_post": _over_post,
    "mart_compliance": _compliance,
    "mart_tilt": _tilt,
    "mart_submission": _submission,
}
