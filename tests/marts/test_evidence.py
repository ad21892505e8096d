"""The rows behind the figures of the hand-worked home: each counted or not, for the reason worked out on paper."""

import pytest

from dagster_project.home import DBT_DIR
from tests.marts.accounts import unaccounted
from tests.marts.books import rows

COUNTED, TEACHER = "计入", "计入，教师所致的超出另按教师规则判定"


def behind(warehouse, rule: str, scope: str) -> list[tuple]:
    return rows(warehouse, f"""
        select s.place, e.row, e.counted, e.reason from marts.mart_evidence as e inner join marts.mart_submission as s using (submission_id)
        where e.rule_id = '{rule}' and e.scope_code = '{scope}' order by s.place, e.row""")  # fmt: skip


# Row 1 of 包头's roster is its title, row 2 its header; 乌海's roster has no title.
@pytest.mark.parametrize(("rule", "scope", "expected"), [
    ("R-POST-01", "150202", [
        ("绿色通道.xlsx", 3, False, "免限：绿色通道"), ("花名册.xlsx", 3, True, COUNTED), ("花名册.xlsx", 4, False, "重复行，以第 3 行为准"),
        ("花名册.xlsx", 5, True, COUNTED), ("花名册.xlsx", 6, True, COUNTED), ("花名册.xlsx", 7, False, "免限：倾斜政策代码 3"),
    ]),
    ("R-POST-01", "150207", [
        ("花名册.xlsx", 12, True, TEACHER), ("花名册.xlsx", 13, True, TEACHER), ("花名册.xlsx", 14, True, COUNTED),
        ("花名册.xlsx", 15, False, "中小学教师正高级另受名额约束"),
    ]),
    ("R-POST-01", "150204", [
        ("花名册.xlsx", 16, True, COUNTED), ("花名册.xlsx", 17, True, COUNTED),
        ("花名册.xlsx", 18, False, "单位无岗位表，仅计入最坏情形"),
    ]),
    ("R-POST-01", "150200-0", [("花名册.xlsx", 20, True, COUNTED), ("花名册.xlsx", 21, False, "非事业单位：企业")]),
    ("R-POST-01", "150302", [("花名册.xlsx", 2, True, COUNTED), ("花名册.xlsx", 3, False, "暂存待改：缺工作单位，仅计入最坏情形")]),
    ("R-TEACH-03", "L15a", [
        *[("花名册.xlsx", n, True, COUNTED) for n in (2, 3, 4, 5)], ("花名册.xlsx", 7, False, "定向评价不占名额"),
    ]),
    ("R-TEACH-02", "150300", [
        ("花名册.xlsx", 4, False, "暂存待改：申报资格名称不在职称表中，仅计入最坏情形"), *[("花名册.xlsx", n, True, COUNTED) for n in range(5, 12)],
    ]),
])  # fmt: skip
def test_rows_behind_a_figure(warehouse, rule, scope, expected):
    assert behind(warehouse, rule, scope) == expected


def test_a_reform_unit_counts_alone_and_in_no_scope(warehouse):
    assert rows(warehouse, """
        select rule_id, scope_kind, counted, reason from marts.mart_evidence where unit_name = '包头市石拐区农业服务站' order by all""") == [
        ("R-POST-02", "unit", True, COUNTED), ("R-POST-04", "body", False, "涉改单位另行逐单位判定"),
        ("R-POST-05", "competent_department", False, "涉改单位另行逐单位判定"), ("R-POST-06", "unit", True, COUNTED),
    ]  # fmt: skip


def test_every_figure_is_accounted_for(warehouse):
    posts, counts, compared = unaccounted(warehouse)
    assert (posts, counts) == ([], [])
    assert compared > 20


def test_evidence_models_are_in_the_list():
    listed = (DBT_DIR / "macros" / "evidence_models.sql").read_text("utf-8")
    models = [path.stem for path in (DBT_DIR / "models" / "evidence").rglob("*.sql")]
    assert len(models) == 5 and all(f"'{name}'" in listed for name in models)
