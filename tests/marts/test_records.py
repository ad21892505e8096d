"""Rules on single rows of results, rosters, approvals and publicity: each row below is one side of an edge, reckoned on paper."""

import json

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import GREEN, RESULT, ROSTER, apply, book, rows
from tests.marts.test_dates import PUBLICITY
from tests.marts.test_registers import APPROVAL, BY

pytestmark = pytest.mark.slow  # builds a warehouse of its own

BODY, HOSPITAL, STATION = "包头市", "包头市东河区人民医院", "包头市东河区水务站"
FROM_THE_CENTRE = "内蒙古人事人才公共服务中心自治区工程系列电子专业高级职称评审委员会"
GREEN_COMMITTEE = "内蒙古自治区绿色通道高级职称评审委员会"
KEPT, BROKEN, UNKNOWN = "kept", "violating", "unknown"
# (title, 方式, 评委会通过时间, 核准备案时间, 评委会, tilt of the application, {rule: what becomes of the row})
RESULTS_2023 = [
    ("副主任医师", "评审", "2023-08-31", "2023-09-30", "卫生高评委", None, {"R-DATE-12": KEPT, "R-DATE-14": KEPT}),
    ("副主任医师", "评审", "2023-08-31", "2023-10-01", "卫生高评委", None, {"R-DATE-12": KEPT, "R-DATE-14": BROKEN}),
    ("副主任医师", "评审", "2024-01-01", None, "卫生高评委", None, {"R-DATE-12": BROKEN, "R-DATE-14": UNKNOWN}),
    ("主治医师", "评审", "2023-12-31", "2024-01-31", "卫生中级评委会", None, {"R-DATE-12": KEPT, "R-DATE-15": KEPT}),
    ("主治医师", "评审", None, "2024-02-01", "卫生中级评委会", None, {"R-DATE-12": UNKNOWN, "R-DATE-15": UNKNOWN}),
    ("医师", "考试", "2024-03-01", None, None, None, {}),
    ("高级工程师", "评审", "2023-07-01", "2023-08-01", FROM_THE_CENTRE, None, {"R-DATE-12": KEPT, "R-DATE-14": KEPT, "R-PANEL-10": BROKEN}),
    ("高级工程师", "评审", "2023-07-01", "2023-08-01", "自治区工程系列电子专业高级职称评审委员会", None,
     {"R-DATE-12": KEPT, "R-DATE-14": KEPT, "R-PANEL-10": KEPT}),
    ("高级工程师", "评审", "2023-07-01", "2023-08-01", None, None, {"R-DATE-12": KEPT, "R-DATE-14": KEPT, "R-PANEL-10": UNKNOWN}),
    ("助理工程师", "认定", "2023-07-01", None, "东河区工程系列中级评委会", "4", {"R-DATE-12": KEPT, "R-PANEL-14": KEPT}),
    ("助理工程师", "认定", "2023-07-01", None, "东河区工程系列初级评委会", "4", {"R-DATE-12": KEPT, "R-PANEL-14": BROKEN}),
    ("助理工程师", "认定", "2023-07-01", None, "东河区工程系列初级评委会", None, {"R-DATE-12": KEPT}),
]  # fmt: skip
# (what the row is, {rule: what becomes of it}); Baotou's own day for applications is that of the region, 20 June: June counts.
ROSTER_2023 = [
    ({"毕业院校及时间": "某大学 2023.6", "现有资格及取得时间": "主治医师 2018.12"}, {"R-DATE-13": KEPT}),
    ({"毕业院校及时间": "某大学 2023.7", "现有资格及取得时间": "主治医师 2018.12"}, {"R-DATE-13": BROKEN}),
    ({"毕业院校及时间": "某大学 2003.7", "现有资格及取得时间": "主治医师 2023.7"}, {"R-DATE-13": BROKEN}),
    ({"毕业院校及时间": "某大学", "现有资格及取得时间": "主治医师"}, {"R-DATE-13": UNKNOWN}),
    ({"毕业院校及时间": "某大学 2003.7", "申报渠道": "定向评价"}, {"R-DATE-13": KEPT, "R-DIR-01": KEPT}),
    ({"毕业院校及时间": "某大学 2003.7", "申报渠道": "定向评价", "申报资格名称": "主治医师"}, {"R-DATE-13": KEPT, "R-DIR-01": BROKEN}),
    ({"毕业院校及时间": "某大学 2003.7", "申报渠道": "定向评价", "申报资格名称": "高级工程师", "申报专业": "水利工程", "工作单位": STATION},
     {"R-DATE-13": KEPT, "R-DIR-01": KEPT}),
    ({"毕业院校及时间": "某大学 2003.7", "申报渠道": "定向评价", "申报资格名称": "高级工程师", "申报专业": "机械", "工作单位": STATION},
     {"R-DATE-13": KEPT, "R-DIR-01": BROKEN}),
    ({"毕业院校及时间": "某大学 2003.7", "申报渠道": "定向评价", "申报资格名称": "高级工程师", "工作单位": STATION},
     {"R-DATE-13": KEPT, "R-DIR-01": UNKNOWN}),
]  # fmt: skip
# A doctor who has become an engineer of the same level; the year in the present post is full in the month of the deadline.
TURNED = {"毕业院校及时间": "某大学 2003.7", "现有资格及取得时间": "副主任医师 2018.12", "申报资格名称": "高级工程师"}
ROSTER_2023 += [
    (TURNED | {"现岗位起始年月": "2022.6"}, {"R-DATE-13": KEPT, "R-ELIG-08": KEPT}),
    (TURNED | {"现岗位起始年月": "2022.7"}, {"R-DATE-13": KEPT, "R-ELIG-08": BROKEN}),
    (TURNED, {"R-DATE-13": KEPT, "R-ELIG-08": UNKNOWN}),
    (TURNED | {"申报资格名称": "正高级工程师"}, {"R-DATE-13": KEPT}),
]
# Conditions of policies, as codes mark who uses them; Baotou's applications are due in June 2023.
SCHOOLED = {"毕业院校及时间": "某大学 2003.7", "工作单位": STATION, "申报资格名称": "助理工程师"}


def coded(code, rule, status, **what):
    return SCHOOLED | what | {"倾斜政策": code}, {"R-DATE-13": KEPT, rule: status}


ROSTER_2023 += [
    coded("2", "R-ELIG-02", KEPT, 职业技能等级="高级工", 技能取得年月="2021.6"),
    coded("2", "R-ELIG-02", BROKEN, 职业技能等级="高级工", 技能取得年月="2021.7"),
    coded("2", "R-ELIG-02", KEPT, 职业技能等级="二级/技师", 技能取得年月="2020.6", 申报资格名称="工程师"),
    coded("2", "R-ELIG-02", BROKEN, 职业技能等级="技师", 技能取得年月="2020.7", 申报资格名称="工程师"),
    coded("2", "R-ELIG-02", KEPT, 职业技能等级="高级技师", 技能取得年月="2019.6", 申报资格名称="高级工程师"),
    coded("2", "R-ELIG-02", BROKEN, 职业技能等级="高级技师", 技能取得年月="2019.7", 申报资格名称="高级工程师"),
    coded("2", "R-ELIG-02", BROKEN, 职业技能等级="高级工", 技能取得年月="2003.7", 申报资格名称="工程师"),  # a level beyond it
    coded("2", "R-ELIG-02", UNKNOWN, 职业技能等级="高级工"),
    coded("2", "R-ELIG-02", UNKNOWN, 技能取得年月="2003.7"),
    coded("4", "R-ELIG-03", KEPT, 学历="大专", 苏木乡镇从事专业年限=2),
    coded("4", "R-ELIG-03", BROKEN, 学历="大专", 苏木乡镇从事专业年限=1),
    coded("4", "R-ELIG-03", KEPT, 学历="本科"),
    coded("4", "R-ELIG-03", KEPT, 学历="硕士", 苏木乡镇从事专业年限=1, 申报资格名称="工程师"),
    coded("4", "R-ELIG-03", BROKEN, 学历="硕士", 苏木乡镇从事专业年限=0, 申报资格名称="工程师"),
    coded("4", "R-ELIG-03", KEPT, 学历="博士", 申报资格名称="工程师"),
    coded("4", "R-ELIG-03", BROKEN, 学历="本科", 苏木乡镇从事专业年限=9, 申报资格名称="工程师"),
    coded("4", "R-ELIG-03", BROKEN, 学历="中专", 苏木乡镇从事专业年限=9),
    coded("4", "R-ELIG-03", UNKNOWN, 学历="大专"),
    coded("5", "R-ELIG-04", KEPT, 学历="本科", 苏木乡镇从事专业年限=2, 申报资格名称="工程师"),
    coded("5", "R-ELIG-04", BROKEN, 学历="本科", 苏木乡镇从事专业年限=1, 申报资格名称="工程师"),
    coded("5", "R-ELIG-04", KEPT, 学历="大专", 苏木乡镇从事专业年限=4, 申报资格名称="工程师"),
    coded("5", "R-ELIG-04", BROKEN, 学历="大专", 苏木乡镇从事专业年限=3, 申报资格名称="工程师"),
    coded("5", "R-ELIG-04", BROKEN, 学历="本科", 苏木乡镇从事专业年限=9),  # not 中级
    coded("5", "R-ELIG-04", UNKNOWN, 学历=None, 苏木乡镇从事专业年限=9, 申报资格名称="工程师"),
    coded("6", "R-ELIG-06", KEPT, 继续教育="免", 当年服务月数=3),
    coded("6", "R-ELIG-06", BROKEN, 继续教育="免", 当年服务月数="2个月"),
    coded("6", "R-ELIG-06", UNKNOWN, 继续教育="免"),
    (SCHOOLED | {"倾斜政策": "7", "继续教育": "免", "当年服务月数": 0}, {"R-DATE-13": KEPT}),
    (SCHOOLED | {"倾斜政策": "8", "继续教育": "免", "当年服务月数": 0}, {"R-DATE-13": KEPT}),
]
GREEN_2023 = [
    ("1", GREEN_COMMITTEE, KEPT), ("5", "卫生高评委", BROKEN), ("7", "卫生高评委", KEPT), ("7", GREEN_COMMITTEE, BROKEN),
    (None, GREEN_COMMITTEE, UNKNOWN), ("2", None, UNKNOWN),
]  # fmt: skip
# (首次 绿色通道花名册 is received on 2023-10-20)
PUBLICITY_2023 = [
    ("单位", "绿色通道", "2023-10-19", KEPT), ("单位", "绿色通道", "2023-10-20", BROKEN), ("盟市或主管部门", "绿色通道", "2023-10-21", BROKEN),
    ("盟市或主管部门", "绿色通道", None, UNKNOWN), ("评审结果", "绿色通道", "2023-10-25", None), ("单位", None, "2023-10-25", None),
]  # fmt: skip
EXTENSIONS = [("2023-06-20", KEPT), ("2023-06-21", BROKEN)]
TONGLIAO_2024 = [("高级会计师", {"R-DATE-12-TL": BROKEN}), ("副主任医师", {"R-DATE-12": BROKEN})]
TILTS = [(None, KEPT), ("3、5", KEPT), ("无", KEPT), ("疫情", BROKEN), ("99", BROKEN)]
AFFILIATIONS = [("盟市", KEPT), ("苏木", KEPT), ("中直", BROKEN), (None, UNKNOWN)]


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("records") / "home").create()
    applied, passed = [], []
    for title, mode, passed_on, filed_on, committee, tilt, _ in RESULTS_2023:
        row = apply(HOSPITAL, title, 倾斜政策=tilt, 毕业院校及时间="某大学 2003.7")
        applied.append(row)
        passed.append({**{k: v for k, v in row.items() if k in RESULT}, "通过资格名称": title, "评审/认定方式": mode, "评委会名称": committee,
                       "评委会通过时间": passed_on, "核准备案时间": filed_on, "评审结果": "通过"})  # fmt: skip
    book(home, f"2023/{BODY}/结果.xlsx", RESULT, passed)
    book(home, f"2023/{BODY}/有结果的.xlsx", ROSTER, applied)
    book(home, f"2023/{BODY}/花名册.xlsx", ROSTER, [apply(HOSPITAL, "副主任医师") | what for what, _ in ROSTER_2023])
    book(home, f"2023/{BODY}/绿色通道.xlsx", [*GREEN, "绿色通道类别", "评委会"], [
        {k: v for k, v in apply(HOSPITAL, "主任医师").items() if k in GREEN} | {"绿色通道类别": item, "评委会": committee}
        for item, committee, _ in GREEN_2023
    ], above=["2023年绿色通道职称申报人员花名册"])  # fmt: skip
    book(home, f"2023/{BODY}/绿色通道二.xlsx", [*GREEN, "绿色通道类别", "评委会"], [
        {k: v for k, v in apply(HOSPITAL, "主治医师").items() if k in GREEN} | {"绿色通道类别": item} for item in ("1", "2", "3")
    ])  # fmt: skip
    book(home, f"2023/{BODY}/公示.xlsx", PUBLICITY, [
        {"公示单位": "某单位", "公示环节": stage, "申报渠道": channel, "开始日期": "2023-10-09", "结束日期": last}
        for stage, channel, last, _ in PUBLICITY_2023
    ])  # fmt: skip
    book(home, f"2023/{BODY}/批准.xlsx", APPROVAL, [
        {"对象": BODY, "事项": "延期", "节点": "完成申报", "原截止日期": "2023-06-20", "数量或日期": "2023-06-20", **BY, "批准日期": day}
        for day, _ in EXTENSIONS
    ])  # fmt: skip
    late = [apply("通辽市医院", title, "盟市", 毕业院校及时间="某大学 2003.7") for title, _ in TONGLIAO_2024]
    book(home, "2024/通辽市/花名册.xlsx", ROSTER, late + [apply("通辽市医院", "主治医师", word) for word, _ in AFFILIATIONS])
    book(home, "2024/通辽市/倾斜.xlsx", ROSTER, [apply("通辽市医院", "主治医师", "盟市", 倾斜政策=tilt) for tilt, _ in TILTS])
    book(home, "2024/通辽市/结果.xlsx", RESULT, [
        {**{k: v for k, v in row.items() if k in RESULT}, "通过资格名称": row["申报资格名称"], "评审/认定方式": "评审",
         "评委会通过时间": "2025-01-05", "评审结果": "通过"} for row in late
    ])  # fmt: skip
    day = "2023-06-15T12:00:00+08:00"
    receipts = [{"place": f"2023/{BODY}/{name}.xlsx", "received_at": day} for name in ("花名册", "有结果的")]
    receipts.append({"place": f"2023/{BODY}/绿色通道.xlsx", "received_at": "2023-10-20T12:00:00+08:00"})
    (home.inbox / ".sample.json").write_text(json.dumps({"seed": 1, "receipts": receipts}), "utf-8")
    with books.build(home) as connection:
        yield connection


def cases(db, name, year=2023):
    """{row in the file, counted from 0: {rule: status}} of one file; its header is its first row, or the second below a title."""
    found = {}
    for row, rule, status in rows(db, f"""
        select c.row_no, c.rule_id, c.status from resolved.int_record_case as c
        inner join marts.mart_submission as s using (submission_id)
        where s.place = '{name}.xlsx' and c.review_year = {year}"""):  # fmt: skip
        found.setdefault(row - (3 if name == "绿色通道" else 2), {})[rule] = status
    return found


def test_results_on_both_sides_of_each_edge(db):
    assert cases(db, "结果") == {n: expected for n, (*_, expected) in enumerate(RESULTS_2023) if expected}


def test_a_citys_own_word_for_series_of_exams_stands_alone(db):
    assert cases(db, "结果", 2024) == {
        0: {"R-DATE-12-TL": BROKEN, "R-DATE-14": UNKNOWN}, 1: {"R-DATE-12": BROKEN, "R-DATE-14": UNKNOWN},
    }  # fmt: skip


def test_roster_rows_on_both_sides_of_each_edge(db):
    assert cases(db, "花名册") == {n: expected for n, (_, expected) in enumerate(ROSTER_2023)}


def test_words_for_the_affiliation(db):
    found = cases(db, "花名册", 2024)
    assert [found[n + len(TONGLIAO_2024)]["R-REC-05"] for n in range(4)] == [status for _, status in AFFILIATIONS]


def test_marks_of_tilt_policies(db):
    found = cases(db, "倾斜", 2024)
    assert [found[n]["R-REC-04"] for n in range(len(TILTS))] == [status for _, status in TILTS]


def test_green_items_and_their_committees(db):
    found = cases(db, "绿色通道")
    assert [found[n]["R-GREEN-01"] for n in range(len(GREEN_2023))] == [status for *_, status in GREEN_2023]


def test_green_items_and_their_levels(db):
    """The first two items lead to a senior title; others are not told apart from the classes of the other notice."""
    found = cases(db, "绿色通道")
    assert [found[n].get("R-GREEN-02") for n in range(len(GREEN_2023))] == [KEPT, None, None, None, UNKNOWN, KEPT]
    found = cases(db, "绿色通道二")
    assert [found[n].get("R-GREEN-02") for n in range(3)] == [BROKEN, BROKEN, None]


def test_publicity_ends_before_the_roster_is_handed_in(db):
    found = cases(db, "公示")
    assert [found.get(n, {}).get("R-PUB-06") for n in range(len(PUBLICITY_2023))] == [status for *_, status in PUBLICITY_2023]


def test_an_extension_is_approved_before_the_day_it_moves(db):
    assert [c["R-DATE-19"] for _, c in sorted(cases(db, "批准").items())] == [status for _, status in EXTENSIONS]


def test_the_ledger_counts_rows_of_the_body(db):
    """Rows above, by rule: those that break it, those examined, and with those that lack something."""
    found = rows(db, """
        select rule_id, numerator, denominator, worst, state from marts.mart_compliance
        where bureau_name = '包头市' and review_year = 2023 and rule_id in
            ('R-DATE-12', 'R-DATE-13', 'R-DATE-14', 'R-DATE-15', 'R-DATE-19', 'R-DIR-01', 'R-ELIG-02', 'R-ELIG-03', 'R-ELIG-04', 'R-ELIG-06', 'R-ELIG-08', 'R-GREEN-01', 'R-GREEN-02', 'R-PANEL-10', 'R-PANEL-14', 'R-PUB-06')
        order by 1""")  # fmt: skip
    assert found == [
        ("R-DATE-12", 1, 10, 2, "超限"), ("R-DATE-13", 2, 53, 12, "超限"), ("R-DATE-14", 1, 5, 2, "超限"), ("R-DATE-15", 0, 1, 1, "待核"),
        ("R-DATE-19", 1, 2, 1, "超限"), ("R-DIR-01", 2, 4, 3, "超限"), ("R-ELIG-02", 4, 7, 6, "仅展示"), ("R-ELIG-03", 4, 10, 5, "仅展示"),
        ("R-ELIG-04", 3, 5, 4, "仅展示"), ("R-ELIG-06", 1, 2, 2, "仅展示"), ("R-ELIG-08", 1, 2, 2, "超限"), ("R-GREEN-01", 2, 4, 7, "超限"), ("R-GREEN-02", 2, 4, 3, "仅展示"), ("R-PANEL-10", 1, 2, 2, "超限"),
        ("R-PANEL-14", 1, 2, 1, "超限"), ("R-PUB-06", 2, 3, 3, "超限"),
    ]  # fmt: skip


def test_the_evidence_lists_what_breaks_a_rule_with_its_dates(db):
    found = rows(db, """
        select row, counted, reason from marts.mart_evidence where rule_id = 'R-DATE-14' and bureau_name = '包头市' order by row""")  # fmt: skip
    assert found == [
        (3, True, "计入：不符合本规则（2023-08-31，备案 2023-10-01）"), (4, False, "缺少判断所需的内容，仅计入最坏情形"),
    ]  # fmt: skip
