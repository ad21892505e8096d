"""Every check by hand: a row that triggers it, told apart from all its neighbours that do not."""

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import POST, RESULT, ROSTER, UNIT, apply, book, rows

UNIT_A, CLINIC, LOST = "通辽市开鲁县人民医院", "通辽市科尔沁区某诊所", "某某服务中心"
GOOD = "高级工程师"


def changed(**columns):
    return apply(UNIT_A, GOOD, **columns)


def wrong_check_digit():
    row = changed()
    head, last = row["身份证号"][:-1], row["身份证号"][-1]
    return {**row, "身份证号": head + ("1" if last != "1" else "2")}


ELSEWHERE_TESTED = ("publicity", "approval", "total", "person")  # test_registers.py, tests/rules
TWIN, ELSEWHERE = changed(), changed()
ROSTER_ROWS = [
    (changed(), set()),
    (apply(None, GOOD), {"chk_roster_unit_missing"}),
    (apply(UNIT_A, None), {"chk_roster_title_missing"}),
    (apply(UNIT_A, "高级"), {"chk_roster_title_unknown"}),
    (apply(UNIT_A, "副研究员"), {"chk_roster_series_pending"}),
    (changed(身份证号=None), {"chk_roster_id_absent"}),
    (changed(身份证号=150202198001010116), {"chk_roster_id_number"}),
    (wrong_check_digit(), {"chk_roster_id_malformed"}),
    (changed(出生年月="不详"), {"chk_roster_birth_unreadable"}),
    (changed(出生年月="1980.1"), set()),
    (changed(出生年月="1980年2月"), {"chk_roster_birth_id_mismatch"}),
    (changed(性别=None), {"chk_roster_sex_unknown"}),
    (changed(性别="女"), {"chk_roster_sex_id_mismatch"}),
    (changed(倾斜政策="11"), {"chk_roster_tilt_unknown"}),
    (changed(倾斜政策="疫情"), {"chk_roster_tilt_unknown"}),
    (changed(倾斜政策="3、5"), set()),
    (changed(倾斜政策="无"), set()),
    (changed(倾斜政策="7"), {"chk_roster_tilt_unit_kind"}),
    (apply(CLINIC, "副主任医师", 倾斜政策="7"), set()),
    (apply(UNIT_A, "工程师"), {"chk_roster_level_contradiction"}),
    (apply(UNIT_A, "正高级工程师"), {"chk_roster_post_level_absent"}),
    (TWIN, set()),
    (dict(TWIN), {"chk_roster_duplicate"}),
    (ELSEWHERE, {"chk_roster_across_bodies"}),
    (apply(LOST, GOOD), {"chk_roster_banner_unknown"}),
    (changed(学历="高 级 工 班"), set()),
    (changed(学历="在职研究生"), set()),
    (changed(学历="高级工"), {"chk_roster_education_unknown"}),
    (changed(民族="鄂温克族"), set()),
    (changed(民族="旗人"), {"chk_roster_ethnic_unknown"}),
    (changed(出生年月="2012/01"), {"chk_roster_birth_id_mismatch", "chk_roster_age_unlikely"}),
]
POST_ROWS = [
    ({"单位名称": UNIT_A, "岗位层级": "副高级", "核定岗位数": 9, "在聘人数": 3, "空缺岗位数": 6}, {"chk_post_over_without_consult"}),
    ({"单位名称": UNIT_A, "岗位层级": "中级", "核定岗位数": 9, "在聘人数": 3, "空缺岗位数": 5}, {"chk_post_vacant_difference"}),
    ({"单位名称": None, "岗位层级": "中级", "核定岗位数": 9, "在聘人数": 3}, {"chk_post_unit_missing"}),
    ({"单位名称": UNIT_A, "岗位层级": "特级", "核定岗位数": 9, "在聘人数": 3}, {"chk_post_level_unknown"}),
    ({"单位名称": UNIT_A, "岗位层级": "初级", "核定岗位数": "若干", "在聘人数": 3}, {"chk_post_number"}),
    ({"单位名称": CLINIC, "岗位层级": "中级", "核定岗位数": 2, "在聘人数": 3}, {"chk_post_occupied_above"}),
    ({"单位名称": CLINIC, "岗位层级": "副高级", "核定岗位数": 2, "在聘人数": "满"}, {"chk_post_occupied_unreadable"}),
]
UNIT_ROWS = [
    ({"单位名称": UNIT_A, "单位性质": "事业单位", "旗县区": "开鲁县"}, set()),
    ({"单位名称": None, "单位性质": "事业单位"}, {"chk_unit_name_missing"}),
    ({"单位名称": CLINIC, "单位性质": "民营企业", "旗县区": "科尔沁区"}, set()),
    ({"单位名称": LOST, "单位性质": "其他"}, {"chk_unit_kind_unknown"}),
    ({"单位名称": "甲中心", "单位性质": "事业单位", "旗县区": "东河区"}, {"chk_unit_banner_unknown"}),
    ({"单位名称": "乙中心", "单位性质": "事业单位", "涉改起始日期": "去年"}, {"chk_unit_reform_date"}),
]
RESULT_ROWS = [
    ({**ROSTER_ROWS[0][0], "评审结果": "通过"}, set()),
    ({**ROSTER_ROWS[9][0], "评审结果": "也许"}, {"chk_result_outcome_unknown"}),
    ({**changed(), "评审结果": "通过"}, {"chk_result_no_application"}),
    ({**ROSTER_ROWS[15][0], "申报资格名称": "高级", "评审结果": "通过"}, {"chk_result_title_unknown"}),
]
QUOTA_ROWS = [
    ({"盟市": "呼和浩特市", "申报控制人数": 19}, set()),
    ({"盟市": "火星市", "申报控制人数": 1}, {"chk_quota_unit_unknown"}),
    ({"盟市": "包头市", "申报控制人数": "若干"}, {"chk_quota_number"}),
    ({"盟市": "合计", "申报控制人数": 21}, {"chk_quota_total"}),
]
BOOKS = {
    "通辽市/花名册.xlsx": (ROSTER, ROSTER_ROWS, ["通辽市2024年申报（高）级专业技术职称花名册（xx系列）"]),
    "通辽市/岗位.xlsx": ([*POST, "空缺岗位数"], POST_ROWS, []),
    "通辽市/登记.xlsx": (UNIT, UNIT_ROWS, []),
    "通辽市/结果.xlsx": (RESULT, RESULT_ROWS, []),
    "自治区/名额.xlsx": (["盟市", "申报控制人数"], QUOTA_ROWS, []),
    "自治区/名额2.xlsx": (["盟市", "申报控制人数"], [({"盟市": "兴安盟", "申报控制人数": n}, {"chk_quota_conflict"}) for n in (1, 2)], []),
    "兴安盟/花名册.xlsx": (ROSTER, [({**ELSEWHERE, "工作单位": "兴安盟水文局", "单位所属": "盟市"}, {"chk_roster_across_bodies"})], []),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """(place, worksheet row) -> checks that fired there."""
    home = Home(tmp_path_factory.mktemp("checks") / "home").create()
    for place, (header, cases, above) in BOOKS.items():
        keep = set(header) | {"备注"}
        body, name = place.split("/")
        book(home, f"2024/{body}/{name}", header, [{k: v for k, v in row.items() if k in keep} for row, _ in cases], above)
    with books.build(home) as connection:
        fired = {}
        for place, row, check in rows(connection, """
                select coalesce(s.bureau_name, '自治区') || '/' || s.place, f.row, f.check_id
                from marts.mart_finding_row as f inner join marts.mart_submission as s using (submission_id)"""):  # fmt: skip
            fired.setdefault((place, row), set()).add(check)
        catalogue = {check for (check,) in rows(connection, f"select check_id from seeds.check where family not in {ELSEWHERE_TESTED}")}
        yield fired, catalogue


@pytest.mark.parametrize("place", BOOKS)
def test_each_row_has_its_findings_and_no_other(found, place):
    fired, _ = found
    _, cases, above = BOOKS[place]
    first = len(above) + 2
    assert {n: fired.get((place, first + n), set()) for n in range(len(cases))} == {n: checks for n, (_, checks) in enumerate(cases)}


def test_every_check_of_the_catalogue_was_seen(found):
    fired, catalogue = found
    seen = set().union(*fired.values())
    # These two need a held file and two matching applications; they have tests of their own.
    assert catalogue - seen == {"chk_file_held", "chk_result_ambiguous"}


@pytest.mark.parametrize(("typed", "month"), [
    ("1980/01", "1980-01"), ("1980.1", "1980-01"), ("1980-01-31", "1980-01"), ("198001", "1980-01"), ("1980年1月", "1980-01"),
    (198001, "1980-01"), (29221, "1980-01"), (1980.12, "1980-12"), ("31/01/1980", None), ("1980", None), ("1980-13", None),
    (1980.1, None),  # January, or October without its zero: never guessed
])  # fmt: skip
def test_birth_months_as_clerks_type_them(months, typed, month):
    assert months[str(typed), isinstance(typed, str)] == month


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    """(typed text, was text) -> the month read, for every spelling of the test above."""
    spellings = test_birth_months_as_clerks_type_them.pytestmark[0].args[1]
    home = Home(tmp_path_factory.mktemp("months") / "home").create()
    book(home, "2024/通辽市/花名册.xlsx", ROSTER, [changed(出生年月=typed) for typed, _ in spellings])
    with books.build(home) as connection:
        read = rows(connection, "select birth_month from staging.stg_roster order by row_no")
    return {(str(typed), isinstance(typed, str)): month for (typed, _), (month,) in zip(spellings, read, strict=True)}


def test_a_held_file_waits_and_a_doubtful_outcome_counts_for_nobody(tmp_path):
    home = Home(tmp_path / "home").create()
    title = ["通辽市2023年申报（高）级专业技术职称花名册（工程系列）"]
    book(home, "2024/通辽市/上年.xlsx", ROSTER, [changed()], title)
    namesake = changed(身份证号=None)
    book(home, "2024/通辽市/花名册.xlsx", ROSTER, [namesake, dict(namesake), changed(身份证号=None)])
    keep = [name for name in RESULT if name != "身份证号"]
    outcomes = [{**{k: v for k, v in row.items() if k in keep}, "评审结果": "通过"} for row in (namesake,)]
    book(home, "2024/通辽市/结果.xlsx", keep, outcomes)
    with books.build(home) as connection:
        assert rows(connection, """
            select s.place, f.check_id from marts.mart_finding_row as f inner join marts.mart_submission as s using (submission_id)
            where f.check_id in ('chk_file_held', 'chk_result_ambiguous') order by s.place""") == [
            ("上年.xlsx", "chk_file_held"), ("结果.xlsx", "chk_result_ambiguous")]  # fmt: skip
        assert rows(connection, "select status, rows_in, set_aside from marts.mart_submission where place = '上年.xlsx'") == [("待确认", 1, 1)]
        assert rows(connection, "select sum(applied), sum(passed) from marts.mart_pass_rate") == [(3, 0)]
