"""A published mart small enough to be worked by hand; its columns come from the marts' own contracts."""

from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from dagster_project.labels import mart_columns

RUN = {"run_id": "20230605T101500", "as_of": datetime(2023, 6, 5, 10, 15), "policy_version": "0a1b2c3d"}
BODIES = {"150100": "呼和浩特市", "150200": "包头市", "150500": "通辽市", "150000": "自治区直属"}


def build(path: Path, **rows: list[dict]) -> Path:
    """Write every contracted mart to path; rows: mart name → rows; run, policy and names are filled in."""
    path.write_bytes(_empty())
    with duckdb.connect(str(path)) as db:
        for mart, columns in mart_columns().items():
            for row in rows.get(mart, []):
                row = RUN | {"review_year": 2023, "bureau_name": BODIES.get(row.get("bureau_code"))} | row
                unknown = set(row) - set(columns)
                assert not unknown, f"{mart} has no {unknown}"
                names = ", ".join(map(_q, row))
                db.execute(
                    f"insert into {mart} ({names}) values ({', '.join('?' * len(row))})", list(row.values())
                )
    return path


@cache
def _empty() -> bytes:
    """The file with every contracted mart in it and no row."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mart.duckdb"
        with duckdb.connect(str(path)) as db:
            for mart, columns in mart_columns().items():
                db.execute(f"create table {mart} ({', '.join(f'{_q(c)} {m.data_type}' for c, m in columns.items())})")
        return path.read_bytes()


def _q(name: str) -> str:
    return f'"{name}"'


def quota(code: str, name: str, kind: str, bureau: str | None, numbers: tuple, **more) -> dict:
    """numbers: quota, applied, green, worst, passed, filed."""
    keys = ("quota", "applied", "applied_green", "applied_worst", "passed", "filed")
    row = dict(zip(keys, numbers, strict=True))
    return row | {
        "quota_scope_code": code, "quota_scope_name": name, "row_kind": kind, "bureau_code": bureau,
        "applied_rate": row["applied"] / row["quota"], "passed_rate": row["passed"] / row["quota"],
        "remaining": row["quota"] - row["applied"], "remaining_worst": row["quota"] - row["applied_worst"],
        "applied_state": "超限" if row["applied"] > row["quota"] else "合规", "passed_state": "合规",
    } | more  # fmt: skip


def over(scope: str, name: str, bureau: str, numbers: tuple, state: str = "合规", **more) -> dict:
    """numbers: established, occupied, vacant, applicants, post_bound, over_post, allowed."""
    keys = ("established", "occupied", "vacant", "applicants", "post_bound", "over_post", "allowed")
    row = dict(zip(keys, numbers, strict=True))
    return row | {
        "rule_id": "R-POST-01", "measure_id": "over_post_senior", "level_group": "高级", "scope_kind": "banner", "scope_code": scope, "scope_name": name,
        "bureau_code": bureau, "is_judged": True, "state": state, "over_post_worst": row["over_post"] + 1,
        "over_post_ratio": row["over_post"] / row["established"], "rows_waiting": 1, "units_missing": 0,
        "all_applicants_ratio": row["post_bound"] / row["established"],
        "remaining": None if row["allowed"] is None else row["allowed"] - row["over_post"],
    } | more  # fmt: skip


def result(bureau: str, series: str, level: str, numbers: tuple, **more) -> dict:
    """numbers: applied, reviewed, passed, not_final, cancelled."""
    keys = ("applied", "reviewed", "passed", "not_final", "cancelled")
    row = dict(zip(keys, numbers, strict=True))
    series_code = {"卫生技术人员": "02", "工程技术人员": "01"}[series]
    return row | {
        "bureau_code": bureau, "series_code": series_code, "series_name": series, "level_name": level,
        "level_code": {"正高级": "411", "副高级": "412", "中级": "420"}[level], "recognised": 0, "by_exam": 0,
        "passed_without_application": 0, "banner_code": f"{bureau}-0", "banner_name": f"{BODIES[bureau]}本级",
        "small_denominator": row["reviewed"] is not None and row["reviewed"] < 5,
    } | more  # fmt: skip


def tilt(bureau: str, code: str, label: str, applications: int, persons_first: int, passed: int) -> dict:
    return {
        "bureau_code": bureau, "tilt_code": code, "tilt_label": label, "tilt_short": label[:12],
        "applications": applications, "persons_first": persons_first, "persons": persons_first, "passed": passed,
    }  # fmt: skip


def application(bureau: str, banner: str, level: str, applied: int, **more) -> dict:
    """Applications of one banner and level by 评审, from public institutions."""
    codes = {"正高级": "411", "副高级": "412", "中级": "420"}
    return {
        "bureau_code": bureau, "banner_code": f"{bureau}-0", "banner_name": banner, "series_code": "01", "series_name": "工程技术人员",
        "level_code": codes[level], "level_name": level, "program": "正常申报", "mode": "评审", "unit_kind": "事业单位",
        "applied": applied, "applied_waiting": 0, "persons_first": applied,
    } | more  # fmt: skip


def item(bureau: str, scope: str, name: str, state: str, numbers: tuple, **more) -> dict:
    """numbers: numerator, denominator, limit."""
    return {
        "bureau_code": bureau, "rule_id": "R-POST-01", "measure": "超岗申报高级职称比例", "scope_kind": "banner", "scope_code": scope,
        "scope_name": name, "level_group": "高级", "numerator": numbers[0], "denominator": numbers[1],
        "limit_value": numbers[2], "worst": numbers[0], "state": state, "document_no": "内人社办发〔2023〕79号",
        "clause": "四(十一)2", "reading_kind": "推断",
    } | more  # fmt: skip


def ordinary() -> dict[str, list[dict]]:
    """Two bodies and the schools of 自治区直属 in 2023; 2024 without limits."""
    return {
        "mart_quota_usage": [
            quota("150100", "呼和浩特市", "line", "150100", (30, 31, 2, 33, 20, 18)),
            quota("150500", "通辽市", "line", "150500", (20, 20, 0, 20, 15, 15)),
            quota("L15", "内蒙古师大附属中学", "line", "150000", (7, 5, 1, 5, 4, 4)),
            quota("L15a", "内蒙古师大附属中学（自身）", "part", "150000", (3, 3, 1, 3, 2, 2)),
            quota("L15b", "区直其他单位", "part", "150000", (4, 2, 0, 2, 2, 2)),
            quota("total", "合计", "total", None, (57, 56, 3, 58, 39, 37)),
        ],
        "mart_over_post": [
            over("150102", "新城区", "150100", (100, 90, 10, 20, 15, 5, 5)),
            over("150502", "科尔沁区", "150500", (60, 58, 2, 9, 6, 4, 3), "超限"),
            over("u1", "=cmd|'/c calc'!A1", "150500", (10, 9, 1, 4, 4, 3, 0), "超限", scope_kind="unit", rule_id="R-POST-02"),
            over("u2", "守规单位", "150500", (10, 8, 2, 1, 1, 0, 0), scope_kind="unit", rule_id="R-POST-02"),
            over("u3", "下钻单位", "150500", (9, 9, 0, 9, 9, 9, None), "仅展示", scope_kind="unit", is_judged=False),
            over(
                "150502", "科尔沁区", "150500", (60, 58, 2, 9, 6, 4, None), "仅展示", review_year=2024,
                reference_limit=0.05, reference_document="内人社办发〔2023〕79号 四(十一)2",
            ),
        ],
        "mart_tilt": [
            tilt("150100", "1", "引进高层次人才", 4, 4, 3),
            tilt("150500", "1", "引进高层次人才", 3, 3, 2),
            tilt("150500", "10", "培养项目人选", 2, 1, 1),
            tilt("150500", "未标注", "未标注", 40, 40, 30),
        ],
        "mart_pass_rate": [
            result("150100", "工程技术人员", "副高级", (50, 40, 30, 8, 2)),
            result("150500", "工程技术人员", "副高级", (10, 9, 6, 1, 0)),
            result("150500", "工程技术人员", "中级", (7, None, 5, None, None)),
            result("150500", "卫生技术人员", "正高级", (3, 3, 1, 0, 0)),
            result("150500", "工程技术人员", "副高级", (12, 11, 7, 1, 0), review_year=2024),
        ],
        "mart_policy": [
            {
                "bureau_code": code, "rule_id": "R-POST-01", "measure": "超岗申报高级职称比例", "fate": "判定",
                "document_no": "内人社办发〔2023〕79号", "clause": "四(十一)2", "comparison": "<=", "limit_value": 0.05,
                "severity": "超限", "reading": "以各单位超出空缺的人数之和为分子", "reading_kind": "推断",
            }
            for code in ("150100", "150500")
        ],
        "mart_compliance": [
            item("150100", "150102", "新城区", "合规", (5, 100, 5)),
            item("150500", "150502", "科尔沁区", "超限", (4, 60, 3)),
        ],
        "mart_application": [
            application("150100", "呼和浩特市本级", "副高级", 50),
            application("150500", "科尔沁区", "副高级", 10, banner_code="150502"),
            application("150500", "科尔沁区", "中级", 7, banner_code="150502", unit_kind="非公企业"),
            application("150500", "通辽市本级", "正高级", 3, series_code="02", series_name="卫生技术人员", program="绿色通道"),
            application("150500", "通辽市本级", "中级", 2, mode="认定"),
            application("150500", "科尔沁区", "副高级", 12, review_year=2024),
        ],
        "mart_submission": [
            {
                "bureau_code": "150100", "submission_id": "S1", "form": "申报花名册", "status": "已接收", "rows_in": 60,
                "accepted": 58, "accepted_with_notice": 1, "set_aside": 1, "late": False, "completeness": "待核对",
            },
            {"bureau_code": "150500", "form": "岗位表", "status": "未报", "completeness": "收件中", "is_demo": False},
        ],
    }  # fmt: skip
