"""Baotou 2023 and Tongliao 2024 under their own notices, worked out by hand from the rows written here."""

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import POST, RESULT, ROSTER, UNIT, apply, book, rows

pytestmark = pytest.mark.slow  # builds a warehouse of its own

CLINIC, STATION, SCHOOL, CITY_SCHOOL = (
    "包头市东河区人民医院",
    "包头市东河区水务站",
    "包头市九原区第一中学",
    "包头市第一中学",
)
HOSPITAL, BUREAU = "通辽市科尔沁区第一人民医院", "科尔沁区卫生健康委员会"
CALM, TALKED = "通辽市科尔沁区图书馆", "通辽市科尔沁区第二人民医院"
APPROVAL = "序号 对象 事项 节点 系列 层级 数量或日期 原截止日期 申请日期 批准单位 批准文号 批准日期".split()


def post(unit, level, established, occupied, affiliation="旗县区"):
    return {
        "单位名称": unit,
        "单位所属": affiliation,
        "岗位层级": level,
        "核定岗位数": established,
        "在聘人数": occupied,
    }


def unit(name, department, banner="东河区", affiliation="旗县区"):
    return {
        "单位名称": name,
        "单位性质": "事业单位",
        "单位所属": affiliation,
        "旗县区": banner,
        "主管部门": department,
    }


def teachers(unit_name, heads, affiliation="旗县区"):
    return [apply(unit_name, "正高级教师", affiliation, 是否行政领导=head) for head in heads]


def baotou(home):
    book(home, "2023/包头市/登记.xlsx", UNIT, [
        unit(CLINIC, "东河区卫生健康委员会"), unit(STATION, "东河区水利局"), unit(SCHOOL, "九原区教育局", "九原区"),
        unit(CITY_SCHOOL, "包头市教育局", affiliation="盟市"),
    ])  # fmt: skip
    book(home, "2023/包头市/岗位.xlsx", POST, [
        post(CLINIC, "正高级", 0, 0), post(CLINIC, "副高级", 20, 20), post(CLINIC, "中级", 40, 40), post(STATION, "高级", 20, 20),
        post(SCHOOL, "正高级", 9, 9), post(SCHOOL, "副高级", 20, 20), post(CITY_SCHOOL, "正高级", 9, 9, "盟市"),
    ])  # fmt: skip
    book(home, "2023/包头市/花名册.xlsx", ROSTER, [
        apply(CLINIC, "副主任医师"), apply(CLINIC, "副主任医师"),
        # Code 3: above the clinic's highest level; at its highest level; of a sum of senior posts nobody knows.
        apply(CLINIC, "主任医师", 倾斜政策="3"), apply(CLINIC, "副主任医师", 倾斜政策="3"), apply(STATION, "正高级工程师", 倾斜政策="3"),
        apply(STATION, "高级工程师", 倾斜政策="3"), apply(CLINIC, "主任医师", 倾斜政策="10"),
        apply(SCHOOL, "高级教师"),
        *teachers(SCHOOL, ["是", "是", "否", "否"]), *(city := teachers(CITY_SCHOOL, ["是", "否", None], "盟市")),
    ])  # fmt: skip
    book(home, "2023/包头市/结果.xlsx", RESULT, [
        {k: v for k, v in row.items() if k in RESULT} | {"评审结果": outcome}
        for row, outcome in zip(city, ("通过", "未通过", "缓评"), strict=True)
    ])  # fmt: skip


def tongliao(home):
    book(home, "2024/通辽市/登记.xlsx", UNIT, [
        unit(name, department, "科尔沁区") for name, department in ((HOSPITAL, BUREAU), (CALM, "文旅局"), (TALKED, "另一主管部门"))
    ])  # fmt: skip
    book(home, "2024/通辽市/岗位.xlsx", POST, [
        post(HOSPITAL, "中级", 10, 10), post(HOSPITAL, "副高级", 10, 9), post(CALM, "中级", 5, 4), post(TALKED, "中级", 5, 5),
    ])  # fmt: skip
    book(home, "2024/通辽市/花名册.xlsx", ROSTER, [
        apply(HOSPITAL, "主治医师"), apply(HOSPITAL, "副主任医师"), apply(CALM, "馆员"), apply(TALKED, "主治医师"),
    ])  # fmt: skip
    book(home, "2024/通辽市/批准.xlsx", APPROVAL, [
        {"对象": "另一主管部门", "事项": "会商", "批准单位": "科尔沁区人社局", "批准文号": "科人社函〔2024〕1号", "批准日期": "2024-06-03"},
    ])  # fmt: skip


@pytest.fixture(scope="module")
def cities(tmp_path_factory):
    """Connection to the warehouse of both."""
    home = Home(tmp_path_factory.mktemp("cities") / "home").create()
    baotou(home)
    tongliao(home)
    with books.build(home) as connection:
        yield connection


def figures(cities, rule: str) -> list[tuple]:
    return rows(cities, f"""
        select scope_name, level_group, numerator, denominator, limit_value, worst, state from marts.mart_compliance
        where rule_id = '{rule}' order by scope_kind, scope_name, level_group""")  # fmt: skip


def test_a_baotou_senior_is_judged_by_both_notices(cities):
    """东河区: clinic 20 + station 20 posts allow 2, 2 over. The clinic's department: 20 posts allow 1, 2 over."""
    assert ("东河区", "高级", 2, 40, 2.0, 2, "合规") in figures(cities, "R-POST-01")
    by_department = figures(cities, "R-POST-05")
    assert ("东河区卫生健康委员会", "副高级", 2, 20, 1.0, 2, "超限") in by_department
    assert ("东河区卫生健康委员会", "中级", 0, 40, 2.0, 0, "合规") in by_department
    assert ("东河区水利局", "高级", 0, 20, 1.0, 0, "合规") in by_department
    # 正高级 teachers are bound by the quota only; a 副高级 teacher over is the teachers' rule's.
    assert ("九原区教育局", "正高级", 0, 9, 0.0, 0, "合规") in by_department
    assert ("九原区教育局", "副高级", 0, 20, 1.0, 0, "合规") in by_department
    assert (
        figures(cities, "R-TEACH-09")
        == figures(cities, "R-TEACH-06")
        == [(SCHOOL, "副高级", 1, None, 0.0, 1, "超限")]
    )


def test_code_3_stays_exempt_and_is_over_above_the_highest_level(cities):
    """Of 4 with code 3 one stands above the clinic's 副高级; the station's sum may or may not hold 正高级."""
    assert figures(cities, "R-POST-11") == [("包头市", None, 1, 3, 0.0, 2, "超限")]
    assert rows(
        cities, "select count(*) from marts.mart_finding_row where check_id = 'chk_roster_above_top_post'"
    ) == [(1,)]


def test_heads_among_those_passed_and_recommended(cities):
    """Passed: one, a head; the one put off does not say. Recommended: 2 heads of 4 against floor(1.2); 3 of 7 against floor(2.1)."""
    assert figures(cities, "R-TEACH-04") == [("包头市", "正高级", 1, None, 17.0, 6, "合规")]
    assert figures(cities, "R-TEACH-04-LEADER") == [("包头市", "正高级", 1, None, 5.0, 4, "合规")]
    assert figures(cities, "R-TEACH-05") == [
        ("九原区", "正高级", 2, 4, 1.0, 2, "超限"), ("包头市", "正高级", 3, 7, 2.0, 4, "超限"),
        (CITY_SCHOOL, "正高级", 1, 3, 0.0, 2, "仅展示"),
    ]  # fmt: skip
    assert rows(cities, """
        select count(*) from marts.mart_finding_row where check_id = 'chk_roster_few_recommended_leader'""") == [(1,)]  # fmt: skip


def test_tongliao_is_shown_and_asked_for_the_consultation(cities):
    assert rows(cities, f"""
        select scope_name, level_group, established, over_post, allowed, state from marts.mart_over_post
        where rule_id = 'R-POST-07' and scope_kind <> 'unit' and scope_name = '{BUREAU}' order by level_group desc""") == [
        ("科尔沁区卫生健康委员会", "正高级", 0, 0, None, "仅展示"), ("科尔沁区卫生健康委员会", "副高级", 10, 0, None, "仅展示"),
        (BUREAU, "初级", 0, 0, None, "仅展示"), (BUREAU, "中级", 10, 1, None, "仅展示"),
    ]  # fmt: skip
    assert figures(cities, "R-POST-07") == []
    # One unit is over without a record; the one whose department was consulted, and the one within its posts, are not named.
    assert rows(cities, """
        select review_year, bureau_code, "row" from marts.mart_finding_row where check_id = 'chk_post_over_without_consult'
    """) == [(2024, "150500", 2)]  # fmt: skip


def test_each_figure_is_shown_for_mid_and_junior_without_a_limit(cities):
    assert rows(cities, """
        select scope_kind, scope_name, level_group, established, over_post, state from marts.mart_over_post
        where rule_id = 'R-POST-04' and scope_kind <> 'unit' and bureau_code = '150200' order by level_group""") == [
        ("body", "包头市", "中级", 40, 0, "仅展示"), ("body", "包头市", "初级", 0, 0, "仅展示"),
    ]  # fmt: skip
    assert figures(cities, "R-POST-04") == []
