"""More of the small mart: policy, deadlines, publicity, findings, gates, comparisons; made-up figures for every body."""

from datetime import date, datetime

DOCUMENT = "内人社办发〔2023〕79号"
RULES = {  # rule: (measure, fate, years)
    "R-A": ("超岗申报高级职称比例", "判定", (2023,)),
    "R-B": ("中小学教师副高级超岗申报人数", "判定", (2023, 2024)),
    "R-C": ("绿色通道的评委会", "需要数据", (2023, 2024)),
    "R-D": ("评审专家的抽取", "不在范围", (2023, 2024)),
    "R-F": ("完成申报迟于期限", "判定", (2023, 2024)),
}


def policy(dice, year: int, code: str):
    for rule, (measure, fate, years) in RULES.items():
        if year in years:
            yield {
                "rule_id": rule, "measure": measure, "document_no": DOCUMENT, "clause": "四（一）", "place": "行 1", "fate": fate,
                "needs_form": "绿色通道花名册" if fate == "需要数据" else None,
                "needs_column": "评委会" if fate == "需要数据" else None, "reading": "照文面", "reading_kind": "事实",
            }  # fmt: skip


def teacher_rule(dice, year: int, code: str):
    """A rule that both years have: 2024 has figures to judge as well."""
    yield {
        "rule_id": "R-B", "measure": RULES["R-B"][0], "scope_kind": "unit", "scope_code": f"{code}-u", "scope_name": f"示例{code}中学",
        "level_group": "副高级", "numerator": 0, "value": 0.0, "limit_value": 0.0, "worst": 0, "state": "合规",
        "document_no": DOCUMENT, "clause": "四（十三）", "place": "行 175", "reading": "照文面，另见 R-A", "reading_kind": "推断",
    }  # fmt: skip
    yield {
        "rule_id": "R-E", "measure": "绿色通道政策使用次数", "scope_kind": "body", "scope_code": code, "scope_name": code,
        "numerator": 0, "denominator": 5, "value": 0.0, "limit_value": 0.0, "worst": 1, "state": "待核",
        "document_no": DOCUMENT, "clause": "四（五）", "place": "行 105", "reading": "照文面", "reading_kind": "推断",
    }  # fmt: skip
    late = int(code == "150200")
    yield {
        "rule_id": "R-F", "measure": RULES["R-F"][0], "scope_kind": "body", "scope_code": code, "scope_name": code,
        "numerator": late, "denominator": 3, "value": late / 3, "limit_value": 0.0, "worst": late, "state": "超限" if late else "合规",
        "document_no": DOCUMENT, "clause": "二（一）", "place": "行 25", "reading": "照文面", "reading_kind": "事实",
    }  # fmt: skip


def deadline(dice, year: int, code: str):
    late = dice.randint(0, 3)
    yield {
        "rule_id": "R-F", "deadline_id": "D-1", "event": "完成申报", "applies_to": "各盟市", "due": date(year, 9, 1), "happened": date(year, 9, 1 + late),
        "days_late": late, "state": "超限" if late else "合规", "document_no": DOCUMENT, "clause": "二（一）", "reading_kind": "事实",
    }  # fmt: skip


def publicity(dice, year: int, code: str):
    if code == "150200":
        yield {
            "publicity_unit": "示例局", "stage": "单位", "start_date": date(year, 5, 8), "end_date": date(year, 5, 12),
            "workdays": 5, "workdays_strict": 4, "limit_value": 5, "state": "合规", "submission_id": "S1", "sheet": "公示", "row": 3,
        }  # fmt: skip


def finding(dice, year: int, code: str):
    head = {"form": "申报花名册", "severity": "提示"}
    yield head | {"check_id": "chk_sex", "label": "性别缺失或不能识别", "findings": 2, "rows": 2}
    yield head | {"check_id": "chk_twice", "label": "绿色通道政策再次使用", "findings": 1, "rows": 1}


def finding_row(dice, year: int, code: str):
    head = {"submission_id": None, "form": "申报花名册", "sheet": "花名册", "severity": "提示"}
    for row in (4, 9):
        yield head | {"row": row, "column_name": "性别", "check_id": "chk_sex", "message": "应为“男”或“女”；请补填或改写。"}
    if code != "152501":
        yield head | {"row": 7, "column_name": "倾斜政策", "check_id": "chk_twice", "message": "原则上只可享受一次；请核实。"}


def reconciliation(dice, year: int, code: str):
    for number, source in enumerate(("统计表（事业）", "评审结果")):
        ours = dice.randint(3, 30)
        yield {
            "banner_code": f"{code[:4]}91", "banner_name": f"示例{code[2:4]}1区", "series_code": "01", "series_name": "高等学校教师",
            "series_short": "高校教师", "level_code": "412", "level_name": "副高级", "source": source, "ours": ours,
            "theirs": ours - number, "difference": number,
        }  # fmt: skip


def evidence(dice, year: int, code: str):
    head = {"scope_kind": "body", "scope_code": code, "rule_id": "R-E", "submission_id": None, "sheet": "花名册"}
    yield head | {"row": 5, "counted": True, "reason_id": "violating", "reason": "计入：不符合本规则", "unit_name": "示例中学"}
    yield head | {"row": 6, "counted": False, "reason_id": "same_person", "reason": "同一人已计入", "unit_name": "示例中学"}


def gates() -> list[dict]:
    """Rows of the region alone: they belong to no year and no body."""
    head = {"kind": "标记", "since": datetime(2024, 7, 1, 9), "threshold": "没有未报"}
    return [
        head | {"suite": "报送情况", "check_id": "a.b", "result": "通过（有提示）", "observed": "2 行不符，共 105 行"},
        head | {"suite": "dbt", "check_id": "c", "kind": "阻断", "result": "通过", "observed": "0 行", "threshold": "0 行"},
    ]


def gate(dice, year: int, code: str) -> list[dict]:
    """A mark that each body has kept."""
    head = {"suite": "各单位年度", "check_id": "body.waiting", "kind": "标记", "since": datetime(2024, 7, 1, 9)}
    return [head | {"result": "通过", "observed": "1.00%", "threshold": "不多于 5%"}]


def coverage(dice, year: int, code: str):
    for resolver, name, missed in (("sex", "性别", 2), ("title", "职称", 0)):
        yield {"resolver": resolver, "resolver_name": name, "check_id": "c", "examined": 40, "resolved": 40 - missed,
               "resolved_rate": 1 - missed / 40}  # fmt: skip


def year_change(dice, year: int, code: str):
    if year == 2024:
        yield {
            "change_id": "Y-1", "from_year": 2023, "concerns": "超岗", "topic": "超岗申报比例", "note": "2024年未见规定，只展示、不判定",
            "document_no": "内人社办发〔2024〕85号", "clause": "原文未见", "before_document_no": DOCUMENT, "before_clause": "四（十一）",
            "reading_kind": "推断", "footnote": "超岗申报比例",
        }  # fmt: skip


MORE = {
    "mart_coverage": coverage,
    "mart_year_change": year_change,
    "mart_gate": gate,
    "mart_policy": policy,
    "mart_deadline": deadline,
    "mart_publicity": publicity,
    "mart_evidence": evidence,
    "mart_finding": finding,
    "mart_finding_row": finding_row,
    "mart_reconciliation": reconciliation,
}
