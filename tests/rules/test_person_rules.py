"""Rules on persons and on units' files, by body: each of them broken once, kept once, and unknown where a column is missing."""

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import GREEN, RESULT, ROSTER, apply, book, person, rows

pytestmark = pytest.mark.slow  # builds a warehouse of its own

CLINIC, WORKS, TOWN = "包头市东河区人民医院", "包头市昆都仑区水务中心", "包头市石拐区农业服务站"
CITY = "通辽市科尔沁区第一人民医院"
FULL = {"评委会": "卫生高评委", "申报专业": "内科", "人员身份": "在职"}


def again(row: dict, **more) -> dict:
    """The same person in another row."""
    return row | more


def green(row: dict) -> dict:
    return {k: v for k, v in row.items() if k in GREEN}


def baotou(home) -> None:
    """2023. What is expected of each is worked out beside the assertion."""
    twice, social, both, moved, part = (apply(CLINIC, "副主任医师", **FULL) for _ in range(5))
    book(home, "2023/包头市/花名册.xlsx", ROSTER, [
        twice, again(twice, 工作单位=CLINIC, 申报资格名称="高级工程师", 评委会="工程高评委", 申报专业="水工"),
        apply(CLINIC, "主治医师", **FULL), apply(CLINIC, "主治医师", **FULL | {"评委会": "卫生中评委"}),
        apply(CLINIC, "副主任医师", **FULL, 身份证号=None),
        again(social, 申报渠道="社会化"), again(social, 申报渠道="定向评价"),
        again(both, 申报渠道="社会化"),
        moved, again(moved, 工作单位=WORKS),
        again(part), again(part, 工作单位=WORKS, 申报渠道="兼职"),
        apply(WORKS, "高级工程师", **FULL | {"人员身份": "退休人员", "申报专业": "水工", "评委会": "工程高评委"}),
        apply(TOWN, "高级农艺师", "乡镇", **FULL, 倾斜政策="6"), apply(WORKS, "助理工程师", **FULL, 倾斜政策="6"),
        apply(WORKS, "工程师", **FULL, 倾斜政策="1", 现有资格及取得时间="助理工程师 2019/12"),
        apply(WORKS, "工程师", **FULL, 倾斜政策="1"),
    ])  # fmt: skip
    failed, mended = apply(CLINIC, "主任医师"), apply(CLINIC, "主任医师")
    book(home, "2023/包头市/绿色通道.xlsx", GREEN, [
        green(again(both, 申报资格名称="副主任医师")), green(failed), green(again(failed, 申报资格名称="正高级工程师")),
        green(mended), green(again(mended, 申报资格名称="正高级工程师", 备注="有新的业绩成果")),
    ], above=["2023年绿色通道职称申报人员花名册"])  # fmt: skip
    result = [
        {k: v for k, v in row.items() if k in RESULT} | {"评审结果": "未通过"} for row in (failed, mended)
    ]
    book(home, "2023/包头市/结果.xlsx", RESULT, result)


def tongliao(home) -> None:
    """Uses passed and not passed in 2023, and the same persons again in later years."""
    channel, failed, epidemic = (person() for _ in range(3))
    first = [apply(CITY, "副主任医师", **channel, 倾斜政策="10"), apply(CITY, "副主任医师", **failed, 倾斜政策="1"),
             apply(CITY, "副主任医师", **epidemic, 倾斜政策="8")]  # fmt: skip
    book(home, "2023/通辽市/花名册.xlsx", ROSTER, first)
    passed = [
        {k: v for k, v in row.items() if k in RESULT} | {"评审结果": o}
        for row, o in zip(first, ("通过", "未通过", "通过"))
    ]
    book(home, "2023/通辽市/结果.xlsx", RESULT, passed)
    later = [again(row, 申报资格名称="主任医师") for row in first] + [apply(CITY, "主治医师", 倾斜政策="8")]
    book(home, "2024/通辽市/花名册.xlsx", ROSTER, later)
    for year, title in ((2026, "正高级工程师"), (2027, "正高级会计师")):
        book(home, f"{year}/通辽市/花名册.xlsx", ROSTER, [again(first[2], 申报资格名称=title)])


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("person") / "home").create()
    baotou(home)
    tongliao(home)
    with books.build(home) as connection:
        yield connection


def judged(warehouse, rule: str, year: int, body: str) -> tuple | None:
    found = rows(warehouse, f"""
        select numerator, denominator, limit_value::int, worst, state from marts.mart_compliance
        where rule_id = '{rule}' and review_year = {year} and scope_kind = 'body' and scope_code = '{body}'""")  # fmt: skip
    return found[0] if found else None


@pytest.mark.parametrize(
    ("rule", "figure"),
    [
        # The roster's 12 persons with an ID number, at one level each; the row without one and the green roster's five rows
        # without a committee are unknown: 1 + 6.
        ("R-EXCL-01", (1, 12, 0, 7, "预警")),
        # 社会化 and 定向评价 by one person; the other one of 社会化 keeps it.
        ("R-EXCL-03", (1, 2, 0, 1, "超限")),
        # Those of 社会化 (2) and of the green roster (3, one of them the same person).
        ("R-EXCL-04", (1, 4, 0, 1, "超限")),
        # Failed and applied again without and with new results; the third applied once.
        ("R-EXCL-06", (1, 3, 0, 1, "预警")),
        # One retired of 13 who say what they are; the green roster's five rows do not: 1 + 5.
        ("R-EXCL-08", (1, 13, 0, 6, "超限")),
        # One in two units of the 12 and two more of the green roster; who applied through a firm as a second job is not.
        ("R-EXCL-09", (1, 14, 0, 2, "超限")),
        ("R-TILT-01", (1, 2, 0, 1, "预警")),
        ("R-TILT-02", (1, 2, 0, 1, "预警")),
    ],
)  # fmt: skip
def test_each_rule_broken_once(warehouse, rule, figure):
    assert judged(warehouse, rule, 2023, "150200") == figure


def test_a_units_like_files_go_to_one_committee(warehouse):
    """主治医师 内科 of the hospital went to two committees; the others to one each, and green files have their own."""
    numerator, _, _, worst, state = judged(warehouse, "R-EXCL-02", 2023, "150200")
    assert (numerator, worst, state) == (1, 1, "超限")


def test_a_use_passed_in_an_earlier_year_is_found_on_the_later_application(warehouse):
    """2024: of code 10 passed in 2023 and code 1 not passed, only the first is a second use."""
    assert judged(warehouse, "R-EXCL-05", 2024, "150500") == (1, 2, 0, 1, "预警")
    assert judged(warehouse, "R-EXCL-07", 2024, "150500") == (1, 2, 0, 1, "预警")
    assert judged(warehouse, "R-EXCL-07", 2026, "150500") == (1, 1, 0, 1, "预警")


def test_before_the_first_results_nothing_is_known(warehouse):
    assert judged(warehouse, "R-EXCL-05", 2023, "150500") == (None, None, None, None, "无数据")


def test_first_and_last_year(warehouse):
    """R-EXCL-07 holds for Tongliao from 2024 to 2026, R-EXCL-03 for Baotou in 2023; in 2027 code 8 is an unknown code."""
    assert (
        judged(warehouse, "R-EXCL-07", 2023, "150500") is None
        and judged(warehouse, "R-EXCL-07", 2027, "150500") is None
    )
    assert judged(warehouse, "R-EXCL-07", 2024, "150200") is None
    assert (
        judged(warehouse, "R-EXCL-03", 2024, "150200") is None
        and judged(warehouse, "R-EXCL-03", 2023, "150500") is None
    )
    found = rows(
        warehouse, "select review_year from resolved.int_finding where check_id = 'chk_roster_tilt_unknown'"
    )
    assert found == [(2027,)]


def test_without_the_column_or_a_roster_nothing_is_known(warehouse):
    for rule in ("R-EXCL-01", "R-EXCL-02", "R-EXCL-04"):
        assert judged(warehouse, rule, 2023, "150500")[4] == "无数据"
    assert judged(warehouse, "R-TILT-01", 2023, "150100")[4] == "无数据"


def test_the_rows_that_break_a_rule_are_findings_that_do_not_wait(warehouse):
    found = dict(
        rows(
            warehouse,
            """
        select check_id, count(*) from resolved.int_finding
        where check_id in (select check_id from seeds."check" where family = 'person') or check_id = 'chk_roster_tilt_unknown'
        group by 1""",
        )
    )
    assert found == {
        "chk_roster_two_committees": 2, "chk_roster_unit_committees": 2, "chk_roster_basic_and_social": 2,
        "chk_roster_green_and_social": 2, "chk_roster_green_twice": 1, "chk_roster_green_again": 1,
        "chk_roster_epidemic_twice": 2, "chk_roster_not_eligible": 1, "chk_roster_two_units": 2,
        "chk_roster_not_first_title": 1, "chk_roster_tilt_township": 1, "chk_roster_tilt_unknown": 1,
    }  # fmt: skip
    assert rows(warehouse, "select count(*) from resolved.int_verdict where verdict = '暂存待改'") == [(0,)]
