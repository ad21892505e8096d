"""One good row or two in every mart, as the contract types them: what the suites must pass before it is broken."""

import duckdb

from dagster_project.labels import mart_columns

RUN = {"run_id": "r1", "as_of": "2024-06-03 09:00:00", "policy_version": "abcdef12", "review_year": 2023}
BODY = RUN | {"bureau_code": "150200", "bureau_name": "包头市"}
PLACE = BODY | {"banner_code": "150202"}
CELL = PLACE | {"series_code": "01", "level_code": "412"}
RULE = {"rule_id": "R-POST-01", "scope_kind": "banner", "scope_code": "150202", "level_group": "高级", "state": "合规"}
CITED = {"document_no": "内人社办发〔2023〕79号", "clause": "四（十一）", "reading_kind": "事实"}

GOOD = {
    "mart_submission": [
        BODY | {"submission_id": "S1", "status": "已接收", "rows_in": 100, "accepted": 90,
                "accepted_with_notice": 8, "set_aside": 2},
        BODY | {"submission_id": "S2", "status": "部分接收", "rows_in": 0, "accepted": 0,
                "accepted_with_notice": 0, "set_aside": 0},
    ],
    "mart_quota_usage": [
        RUN | {"quota_scope_code": code, "row_kind": kind, "quota": quota, "applied": quota, "applied_worst": quota,
               "applied_state": "合规", "passed_state": "合规"}
        for code, kind, quota in (
            ("150200", "line", 17), ("L15", "line", 7), ("L15a", "part", 3), ("L15b", "part", 4), ("合计", "total", 24),
        )
    ],
    "mart_over_post": [
        PLACE | RULE | {"is_judged": True, "established": 40, "over_post": 1, "over_post_worst": 2, "allowed": 2,
                       "remaining": 1},
        PLACE | RULE | {"is_judged": False, "scope_kind": "unit", "scope_code": "U1", "state": "仅展示",
                       "established": 40, "over_post": 1, "over_post_worst": 2},
    ],
    "mart_tilt": [
        CELL | {"tilt_code": code, "tilt_label": code, "applications": 5, "persons_first": 4, "passed": 3}
        for code in ("1", "未标注")
    ],
    "mart_pass_rate": [
        CELL | {"applied": 10, "reviewed": 8, "passed": 6, "not_final": 1, "cancelled": 1, "pass_rate": 0.75,
                "passed_without_application": 0},
    ],
    "mart_compliance": [CELL | RULE | CITED | {"numerator": 1, "denominator": 40}],
    "mart_policy": [BODY | CITED | {"rule_id": "R-POST-01", "fate": "判定"}],
    "mart_finding": [
        BODY | {"form": "申报花名册", "check_id": "C-1", "label": "检查", "severity": "提示", "findings": 1, "rows": 1},
    ],
    "mart_finding_row": [
        BODY | {"form": "申报花名册", "check_id": "C-1", "severity": "提示", "message": "应为…", "row": 5},
    ],
    "mart_deadline": [
        BODY | {"deadline_id": "DL-03", "due": "2023-06-20", "due_extended": "2023-06-30", "days_late": 0, "state": "合规"},
    ],
    "mart_publicity": [
        BODY | {"submission_id": "S3", "sheet": "表1", "row": 2, "workdays": 5, "workdays_strict": 4, "state": "合规"},
    ],
    "mart_application": [
        CELL | {"level_name": "副高级", "affiliation": "旗县区", "employment": "在编", "unit_kind": "事业单位", "program": "正常申报",
                "channel": "单位", "mode": "评审", "sex": sex, "ethnic_group": "汉族", "education": "本科", "age_band": "31-35",
                "applied": 5, "applied_waiting": 1, "persons_first": 4}
        for sex in ("男", "女")
    ],
    "mart_coverage": [BODY | {"resolver": "title", "examined": 10, "resolved": 9, "resolved_rate": 0.9}],
    "mart_year_change": [BODY | {"change_id": "YC-1", "from_year": 2022, "concerns": "超岗", "footnote": "超岗申报比例：…"}],
    "mart_evidence": [
        BODY | {"rule_id": "R-POST-01", "scope_kind": "banner", "scope_code": "150202", "level_group": "高级", "submission_id": "S1",
                "sheet": "花名册", "row": 3, "counted": True, "reason_id": "counted", "reason": "计入"},
    ],
    "mart_reconciliation": [
        BODY | {"source": "统计表（事业）", "series_code": "05", "level_name": "中级", "ours": 4, "theirs": 3, "difference": 1},
    ],
    "mart_application_total": [
        BODY | {"form_code": "total_in_post", "series_code": "05", "level_name": "中级", "persons": 4},
    ],
    "mart_release": [BODY | {"release_no": 1, "release_kind": "定稿", "figures": 3, "differing": 0}],
}  # fmt: skip


def make(connection: duckdb.DuckDBPyConnection, rows: dict[str, list[dict]]) -> None:
    """Every mart of the contract in schema marts, typed, with the rows given."""
    connection.execute("create schema marts")
    for mart, meanings in mart_columns().items():
        typed = ", ".join(f'"{column}" {meaning.data_type}' for column, meaning in meanings.items())
        connection.execute(f"create table marts.{mart} ({typed})")
        for row in rows.get(mart, []):
            names = ", ".join(f'"{name}"' for name in row)
            places = ", ".join("?" for _ in row)
            connection.execute(f"insert into marts.{mart} ({names}) values ({places})", list(row.values()))
