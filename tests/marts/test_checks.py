"""Every check by hand: a row that triggers it, told apart from all its neighbours that do not."""

import pytest
from stdnum.cn import ric

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import POST, RESULT, ROSTER, UNIT, apply, book, rows

UNIT_A, CLINIC, LOST, RURAL = "通辽市开鲁县人民医院", "通辽市科尔沁区某诊所", "某某服务中心", "通辽市开鲁县东风镇中心卫生院"
GOOD = "高级工程师"


def changed(**columns):
    return apply(UNIT_A, GOOD, **columns)


def wrong_check_digit():
    row = changed()
    head, last = row["身份证号"][:-1], row["身份证号"][-1]
    return {**row, "身份证号": head + ("1" if last != "1" else "2")}


def hyphened():
    row = changed()
    return {**row, "身份证号": f"({row['身份证号'][:6]}-{row['身份证号'][6:]})"}


def from_area(prefix):
    """A right number but for its first two digits."""
    head = f"{prefix}020219800101951"
    return changed(身份证号=head + ric.calc_check_digit(head + "0"))


def dated(graduated=None, held=None, **columns):
    return changed(毕业院校及时间=graduated and f"内蒙古大学 {graduated}", 现有资格及取得时间=held, **columns)


def rural(code, **columns):
    return apply(RURAL, GOOD, "乡镇", 倾斜政策=code, **columns)


EITHER = {"the later of two files"}
EXTRA = {"备注", "系列", "申报方式", "旗县从事专业年限", "苏木乡镇从事专业年限"}
ELSEWHERE_TESTED = ("publicity", "approval", "total", "person")  # test_registers.py, tests/rules
TWIN, ELSEWHERE, NAMELESS, TWICE, COPIED = changed(), changed(), changed(身份证号=None), changed(), changed()
RENAMED, MOVED, DOUBLE, LATE, PASSED, FAILED, TODAY, OTHER = (changed() for _ in range(8))
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
    (changed(倾斜政策="3、5"), {"chk_roster_tilt_affiliation"}),
    (rural("3、5"), set()),
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
    (changed(出生年月="2009/01"), {"chk_roster_birth_id_mismatch", "chk_roster_age_unlikely"}),  # 15 at the end of the year
    (changed(出生年月="2008/12"), {"chk_roster_birth_id_mismatch"}),
    (changed(出生年月="1923/12"), {"chk_roster_birth_id_mismatch", "chk_roster_age_unlikely"}),  # 101
    (changed(出生年月="1924/01"), {"chk_roster_birth_id_mismatch"}),
    (changed(姓名=None), {"chk_roster_name_missing"}),
    (from_area("16"), {"chk_roster_id_area_unknown"}),
    (from_area("65"), set()),
    (changed(单位所属=None), {"chk_roster_affiliation_unknown"}),
    (changed(单位所属="集团"), {"chk_roster_affiliation_unknown"}),
    (dated("2005/13"), {"chk_roster_date_impossible"}),
    (dated("2005年2月30日"), {"chk_roster_date_impossible"}),
    (dated("2001-2005"), set()),
    (dated(held="工程师 2018.00"), {"chk_roster_date_impossible"}),
    (dated("2026/02"), {"chk_roster_date_future"}),
    (dated("2026/01"), {"chk_roster_date_after_deadline"}),
    (dated(held="工程师 2027年3月"), {"chk_roster_date_future"}),
    (dated(held="工程师 2024/08"), {"chk_roster_date_after_deadline"}),
    (dated("2003/07", "工程师 2024/07"), set()),
    (dated("1994/12"), {"chk_roster_date_too_young"}),
    (dated("1995/01"), set()),
    (dated(held="工程师 1995/12"), {"chk_roster_date_too_young"}),
    (dated(held="工程师 1996/01"), set()),
    (dated("2003/07", "工程师 2003/06"), {"chk_roster_dates_order"}),
    (dated("2003/07", "工程师 2003/07"), set()),
    (dated("2003/07", "工程师 2003/06", 学历="在职研究生"), set()),
    (dated(held="助理工程师 2018/12"), {"chk_roster_level_skipped"}),
    (dated(held="助理工程师 2018/12", 倾斜政策="10"), set()),
    (dated(held="助理工程师 2018/12", 倾斜政策="3"), {"chk_roster_level_skipped", "chk_roster_tilt_level"}),
    (dated(held="高级工程师 2018/12", 倾斜政策="3"), {"chk_roster_tilt_level"}),
    (dated(held="工程师 2018/12", 倾斜政策="3"), set()),
    (changed(倾斜政策="3", 旗县从事专业年限="29年"), {"chk_roster_tilt_years"}),
    (changed(倾斜政策="3", 旗县从事专业年限="30年"), set()),
    (rural("3", 旗县从事专业年限=19, 苏木乡镇从事专业年限=19), {"chk_roster_tilt_years"}),
    (rural("3", 旗县从事专业年限=20, 苏木乡镇从事专业年限=20), set()),
    (rural("4", 申报方式="评审"), {"chk_roster_tilt_program"}),
    (rural("4", 申报方式="认定"), set()),
    (NAMELESS, {"chk_roster_id_absent", "chk_roster_duplicate_no_id"}),
    (dict(NAMELESS), {"chk_roster_id_absent", "chk_roster_duplicate_no_id"}),
    ({**NAMELESS, "出生年月": "1980/02"}, {"chk_roster_id_absent"}),
    (TWICE, {"chk_roster_twice_in_year"}),
    ({**TWICE, "申报资格名称": "高级会计师"}, {"chk_roster_twice_in_year"}),
    *((row, set()) for row in (RENAMED, MOVED, DOUBLE, LATE, TODAY, OTHER)),
    (PASSED, {"chk_roster_passed_before"}),
    (FAILED, set()),
    (apply("无", GOOD), {"chk_roster_unit_missing"}),
    (changed(姓名="/"), {"chk_roster_name_missing"}),
    (dated("1987年9月至2001年7月"), set()),
    (dated("1997.9-2001.7", held="工程师，2018.12"), set()),
    (hyphened(), set()),
    (apply(UNIT_A, "高级工程师（水利）"), set()),
    (apply(UNIT_A, "高级工程师（中级）"), {"chk_roster_title_unknown"}),
    (apply("#REF!", GOOD), {"chk_roster_unit_missing"}),
    *((changed(性别=word), set()) for word in ("男性", "M", "1")),
    (changed(性别="2"), {"chk_roster_sex_id_mismatch"}),
    (changed(性别="3"), {"chk_roster_sex_unknown"}),
    (COPIED, EITHER),
]
AGAIN_ROWS = [(changed(), set()), (dict(COPIED), EITHER), (changed(), set())]
BEFORE_ROWS = [(dict(PASSED), set()), (dict(FAILED), set()), (changed(), set())]
BEFORE_RESULTS = [({**PASSED, "评审结果": "通过"}, set()), ({**FAILED, "评审结果": "未通过"}, set())]
POST_ROWS = [
    ({"单位名称": UNIT_A, "岗位层级": "副高级", "核定岗位数": 9, "在聘人数": 3, "空缺岗位数": 6}, {"chk_post_over_without_consult"}),
    ({"单位名称": UNIT_A, "岗位层级": "中级", "核定岗位数": 9, "在聘人数": 3, "空缺岗位数": 5}, {"chk_post_vacant_difference"}),
    ({"单位名称": None, "岗位层级": "中级", "核定岗位数": 9, "在聘人数": 3}, {"chk_post_unit_missing"}),
    ({"单位名称": UNIT_A, "岗位层级": "特级", "核定岗位数": 9, "在聘人数": 3}, {"chk_post_level_unknown"}),
    ({"单位名称": UNIT_A, "岗位层级": "初级", "核定岗位数": "若干", "在聘人数": 3}, {"chk_post_number"}),
    ({"单位名称": CLINIC, "岗位层级": "中级", "核定岗位数": 2, "在聘人数": 3}, {"chk_post_occupied_above"}),
    ({"单位名称": CLINIC, "岗位层级": "副高级", "核定岗位数": 2, "在聘人数": "满"}, {"chk_post_occupied_unreadable"}),
    ({"单位名称": "丙中心", "岗位层级": "中级", "核定岗位数": 2, "在聘人数": 1}, {"chk_post_unit_unregistered"}),
    ({"单位名称": "乙中心", "岗位层级": "中级", "核定岗位数": 2, "在聘人数": 1}, {"chk_post_conflict"}),
    ({"单位名称": "乙中心", "岗位层级": "中级", "核定岗位数": 3, "在聘人数": 1}, {"chk_post_conflict"}),
    ({"单位名称": "乙中心", "岗位层级": "初级", "核定岗位数": 2, "在聘人数": 1}, set()),
    ({"单位名称": "乙中心", "岗位层级": "初级", "核定岗位数": 2, "在聘人数": 1}, set()),
    ({"单位名称": CLINIC, "岗位层级": "正高级", "核定岗位数": 2, "在聘人数": 1, "旗县区": "开鲁县"}, {"chk_unit_difference"}),
    ({"单位名称": CLINIC, "岗位层级": "初级", "核定岗位数": 2, "在聘人数": 2, "旗县区": "科尔沁区"}, set()),
    ({"单位名称": "-", "岗位层级": "中级", "核定岗位数": 9, "在聘人数": 3}, {"chk_post_unit_missing"}),
    ({"单位名称": "乙中心", "岗位层级": "正高级", "核定岗位数": "1,200", "在聘人数": "3.0"}, set()),
]
UNIT_ROWS = [
    ({"单位名称": UNIT_A, "单位性质": "事业单位", "旗县区": "开鲁县"}, set()),
    ({"单位名称": None, "单位性质": "事业单位"}, {"chk_unit_name_missing"}),
    ({"单位名称": CLINIC, "单位性质": "民营企业", "旗县区": "科尔沁区"}, set()),
    ({"单位名称": LOST, "单位性质": "其他"}, {"chk_unit_kind_unknown"}),
    ({"单位名称": "甲中心", "单位性质": "事业单位", "旗县区": "东河区"}, {"chk_unit_banner_unknown"}),
    ({"单位名称": "乙中心", "单位性质": "事业单位", "涉改起始日期": "去年"}, {"chk_unit_reform_date"}),
    ({"单位名称": "丁中心", "单位性质": "事业单位", "涉改起始日期": "2024-03-01"}, set()),
    ({"单位名称": "戊中心", "单位性质": "事业单位"}, {"chk_unit_conflict"}),
    ({"单位名称": "戊中心", "单位性质": "企业"}, {"chk_unit_conflict"}),
    ({"单位名称": "己中心", "单位性质": "企业"}, set()),
    ({"单位名称": "己中心", "单位性质": "企业"}, set()),
]
RESULT_ROWS = [
    ({**ROSTER_ROWS[0][0], "评审结果": "通过"}, set()),
    ({**ROSTER_ROWS[9][0], "评审结果": "也许"}, {"chk_result_outcome_unknown"}),
    ({**changed(), "评审结果": "通过"}, {"chk_result_no_application"}),
    ({**ROSTER_ROWS[15][0], "申报资格名称": "高级", "评审结果": "通过"}, {"chk_result_title_unknown"}),
    ({**RENAMED, "通过资格名称": "正高级工程师", "评审结果": "通过"}, {"chk_result_passed_title"}),
    ({**MOVED, "通过资格名称": GOOD, "工作单位": CLINIC, "评审结果": "通过"}, {"chk_result_unit_differs"}),
    ({**DOUBLE, "评审结果": "通过"}, {"chk_result_twice"}),
    ({**DOUBLE, "评审结果": "未通过"}, {"chk_result_twice"}),
    ({**LATE, "评委会通过时间": "2024-09-10", "核准备案时间": "2024-09-09", "评审结果": "通过"}, {"chk_result_dates"}),
    ({**PASSED, "评委会通过时间": "2024-09-10", "核准备案时间": "2024-09-10", "评审结果": "通过"}, set()),
    ({**TODAY, "评委会通过时间": "2025-12-31", "核准备案时间": "2026-01-02", "评审结果": "通过"}, set()),  # the day of the run
    ({**FAILED, "评委会通过时间": "2025-12-31", "核准备案时间": "2026-01-03", "评审结果": "通过"}, {"chk_result_dates"}),
]
QUOTA_ROWS = [
    ({"盟市": "呼和浩特市", "申报控制人数": 19}, set()),
    ({"盟市": "火星市", "申报控制人数": 1}, {"chk_quota_unit_unknown"}),
    ({"盟市": "包头市", "申报控制人数": "若干"}, {"chk_quota_number"}),
    ({"盟市": "合计", "申报控制人数": 21}, {"chk_quota_total"}),
    ({"盟市": "乌海市", "申报控制人数": "6人"}, set()),
]
BOOKS = {
    "通辽市/花名册.xlsx": (ROSTER, ROSTER_ROWS, ["通辽市2024年申报（高）级专业技术职称花名册（xx系列）"]),
    "通辽市/花名册二.xlsx": (ROSTER, AGAIN_ROWS, []),
    "通辽市/上年花名册.xlsx": (ROSTER, BEFORE_ROWS, []),
    "通辽市/上年结果.xlsx": (RESULT, BEFORE_RESULTS, []),
    "通辽市/岗位.xlsx": ([*POST, "空缺岗位数"], POST_ROWS, []),
    "通辽市/登记.xlsx": (UNIT, UNIT_ROWS, []),
    "通辽市/结果.xlsx": (RESULT, RESULT_ROWS, []),
    "自治区/名额.xlsx": (["盟市", "申报控制人数"], QUOTA_ROWS, []),
    "自治区/名额2.xlsx": (["盟市", "申报控制人数"], [({"盟市": "兴安盟", "申报控制人数": n}, {"chk_quota_conflict"}) for n in (1, 2)], []),
    "自治区/名额3.xlsx": (["盟市", "申报控制人数"], [({"盟市": name, "申报控制人数": n}, set()) for name, n in (("呼和浩特市", 19), ("赤峰市", 2), ("合计", 21))], []),
    "兴安盟/花名册.xlsx": (ROSTER, [
        ({**ELSEWHERE, "工作单位": "兴安盟水文局", "单位所属": "盟市"}, {"chk_roster_across_bodies"}),
        ({**OTHER, "工作单位": "兴安盟水文局", "单位所属": "盟市", "申报资格名称": "高级会计师"}, set()),
        (apply("兴安盟水文局", "研究员", "盟市", 系列="卫生"), {"chk_roster_series_contradiction", "chk_roster_series_pending"}),
        (apply("兴安盟水文局", GOOD, "盟市", 系列="工程技术"), set()),
    ], ["兴安盟2024年申报花名册（工程系列）"]),
}  # fmt: skip
# Every way clerks type a birth month → what is read.
MONTHS = [
    ("1980/01", "1980-01"), ("1980.1", "1980-01"), ("1980-01-31", "1980-01"), ("198001", "1980-01"), ("1980年1月", "1980-01"),
    (198001, "1980-01"), (29221, "1980-01"), (1980.12, "1980-12"), ("31/01/1980", None), ("1980", None), ("1980-13", None),
    (1980.1, None),  # January, or October without its zero: never guessed
]  # fmt: skip


def doubtful(home):
    """Of 乌海市 a file of another year, and a result that fits two applications."""
    namesake, other, held = (apply("乌海市海勃湾区人民医院", GOOD, 身份证号=None) for _ in range(3))
    book(home, "2024/乌海市/上年.xlsx", ROSTER, [held], ["乌海市2023年申报（高）级专业技术职称花名册（工程系列）"])
    book(home, "2024/乌海市/花名册.xlsx", ROSTER, [namesake, dict(namesake), other])
    keep = [name for name in RESULT if name != "身份证号"]
    book(home, "2024/乌海市/结果.xlsx", keep, [{k: v for k, v in namesake.items() if k in keep} | {"评审结果": "通过"}])


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    """The warehouse of all books of this file."""
    home = Home(tmp_path_factory.mktemp("checks") / "home").create()
    for place, (header, cases, above) in BOOKS.items():
        keep = set(header) | EXTRA
        body, name = place.split("/")
        book(home, f"{2023 if '上年' in name else 2024}/{body}/{name}", header, [{k: v for k, v in row.items() if k in keep} for row, _ in cases], above)
    doubtful(home)
    book(home, "2024/阿拉善盟/花名册.xlsx", ROSTER, [apply("阿拉善盟水文局", GOOD, "盟市", 出生年月=typed) for typed, _ in MONTHS])
    with books.build(home) as connection:
        yield connection


@pytest.fixture(scope="module")
def found(db):
    """(place, worksheet row) -> checks that fired there."""
    fired = {}
    for place, row, check in rows(db, """
            select coalesce(s.bureau_name, '自治区') || '/' || s.place, f.row, f.check_id
            from marts.mart_finding_row as f inner join marts.mart_submission as s using (submission_id)"""):  # fmt: skip
        fired.setdefault((place, row), set()).add(check)
    return fired


@pytest.mark.parametrize("place", BOOKS)
def test_each_row_has_its_findings_and_no_other(found, place):
    _, cases, above = BOOKS[place]
    first = len(above) + 2
    wanted = {n: checks for n, (_, checks) in enumerate(cases) if checks != EITHER}
    assert {n: found.get((place, first + n), set()) for n in wanted} == wanted


def test_of_two_files_with_the_same_application_one_is_told(found):
    """Which of them is the later is not known to a test: both were received in one run."""
    places = [(place, len(above) + 2 + n) for place, (_, cases, above) in BOOKS.items() for n, (_, checks) in enumerate(cases) if checks == EITHER]
    assert sorted(sorted(found.get(place, ())) for place in places) == [[], ["chk_roster_duplicate_file"]]


def test_every_check_of_the_catalogue_was_seen(db, found):
    catalogue = {check for (check,) in rows(db, f"select check_id from seeds.check where family not in {ELSEWHERE_TESTED}")}
    assert catalogue - set().union(*found.values()) == set()


def test_birth_months_as_clerks_type_them(db):
    read = rows(db, "select row_no, birth_month from staging.stg_roster where bureau_code = '152900' order by row_no")
    assert read == [(row, month) for row, (_, month) in enumerate(MONTHS, 2)]


def test_a_held_file_waits_and_a_doubtful_outcome_counts_for_nobody(db, found):
    seen = {(place, check) for (place, _), checks in found.items() for check in checks if check in ("chk_file_held", "chk_result_ambiguous")}
    assert seen == {("乌海市/上年.xlsx", "chk_file_held"), ("乌海市/结果.xlsx", "chk_result_ambiguous")}
    assert rows(db, "select status, rows_in, set_aside from marts.mart_submission where place = '上年.xlsx'") == [("待确认", 1, 1)]
    assert rows(db, "select sum(applied), sum(passed) from marts.mart_pass_rate where bureau_code = '150300'") == [(3, 0)]
