"""Tables of totals and printed sums against the rows they add up: a difference is found in its own row and in no other."""

import json
from datetime import datetime

import pyarrow.parquet as pq
import pytest

from dagster_project.home import Home
from dagster_project.intake import take_in
from dagster_project.publish import publish
from dagster_project.releases import record
from dagster_project.reports import write_application
from tests.conftest import copy_home
from tests.marts import books
from tests.marts.books import POST, RESULT, ROSTER, UNIT, apply, book, rows
from tests.marts.conftest import post, unit
from tests.marts.test_registers import BANNER, TOTAL
from tests.publish.made import gate

pytestmark = pytest.mark.slow  # builds a warehouse of its own

IN_POST, OFF_POST = ["2023年职称申报人数统计表（事业在编）"], ["2023年职称申报人数统计表（事业非在编）"]
FIRM = "某科技公司"
ENGINEER = {"系列": "工程", "副高级": 1, "合计": 1}


def hand_in(home, body, applicants, in_post, off_post=None):
    """All that is expected of a body in 2023, with its tables of totals."""
    firm, office = body + FIRM, body + "水务局"
    book(home, f"2023/{body}/登记.xlsx", UNIT, [unit(firm, kind="企业", affiliation="盟市"), unit(office, affiliation="盟市")])
    book(home, f"2023/{body}/岗位.xlsx", POST, [post(office, "副高级", 99, 1, "盟市")])
    people = [apply(firm if at == "企业" else office, title, "盟市", **more) for at, title, more in applicants]
    book(home, f"2023/{body}/花名册.xlsx", ROSTER, people)
    book(home, f"2023/{body}/结果.xlsx", RESULT, [{**{k: v for k, v in people[0].items() if k in RESULT}, "评审结果": "通过"}])
    if in_post is not None:
        book(home, f"2023/{body}/在编.xlsx", TOTAL, in_post, IN_POST)
    if off_post is not None:
        book(home, f"2023/{body}/非在编.xlsx", TOTAL, off_post, OFF_POST)


TWO = [("事业", "高级工程师", {}), ("事业", "高级工程师", {}), ("企业", "高级工程师", {}), ("事业", "主治医师", {})]
DOCTOR = {"系列": "卫生", "中级": 1, "合计": 1}


# One says 在编 and one does not: either table may hold the second. 研究员 is a title of several series.
HALF_SAID = [("事业", "高级工程师", {"编制": "在编"}), ("事业", "高级工程师", {})]
PENDING = [("事业", "高级工程师", {}), ("事业", "研究员", {})]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("totals") / "home").create()
    hand_in(home, "乌海市", TWO, [ENGINEER, DOCTOR], [ENGINEER])
    hand_in(home, "赤峰市", TWO, [ENGINEER, {**DOCTOR, "中级": 3, "合计": 3}], [ENGINEER])
    hand_in(home, "兴安盟", TWO, [ENGINEER, {"系列": "合计", "副高级": 1, "合计": 1}], [ENGINEER])
    hand_in(home, "通辽市", TWO, [ENGINEER, DOCTOR])
    hand_in(home, "乌兰察布市", [("事业", "高级工程师", {"编制": "非在编"}), *TWO[1:]], [ENGINEER, DOCTOR], [{**ENGINEER, "副高级": 2, "合计": None}])
    hand_in(home, "呼伦贝尔市", HALF_SAID, [ENGINEER], [ENGINEER])
    hand_in(home, "巴彦淖尔市", HALF_SAID, [ENGINEER], [{**ENGINEER, "副高级": 2, "合计": 2}])
    hand_in(home, "锡林郭勒盟", PENDING, [ENGINEER, {"系列": "自然科学研究", "正高级": 1, "合计": 1}], [{"系列": "卫生", "合计": 0}])
    hand_in(home, "阿拉善盟", PENDING, [ENGINEER, {"系列": "自然科学研究", "正高级": 2, "合计": 2}], [{"系列": "卫生", "合计": 0}])
    book(home, "2023/包头市/花名册.xlsx", ROSTER, [apply("包头市东河区医院", "主任医师"), apply("包头市医院", "主任医师", "盟市")])
    book(home, "2023/包头市/旗县区.xlsx", BANNER, [{"旗县区": "东河区", "系列": "卫生", "正高级": 2, "合计": 1}],
         ["2023年旗县区高级职称申报人数统计表"])  # fmt: skip
    book(home, "2024/乌海市/花名册.xlsx", ROSTER, [apply("乌海市水务局", "高级工程师", "盟市")])
    book(home, "2024/赤峰市/小计.xlsx", ROSTER, SUBTOTALS)
    book(home, "2024/赤峰市/岗位.xlsx", POST, [
        post("赤峰市医院", "副高级", 9, 5), post("赤峰市医院", "中级", 7, 7), {"单位名称": "合计", "核定岗位数": 16, "在聘人数": 11},
    ])  # fmt: skip
    book(home, "2024/兴安盟/岗位.xlsx", POST, [post("兴安盟医院", "副高级", 9, 5), {"单位名称": "合计", "核定岗位数": 9, "在聘人数": 5}])
    book(home, "2024/兴安盟/合计在上.xlsx", ROSTER, [sums("合计", "2人"), person(), person()])
    book(home, "2024/通辽市/组前小计.xlsx", ROSTER, [sums("小计", "1人"), person(), sums("小计", "2人"), person(), person()])
    hand_in(home, "鄂尔多斯市", TWO, None)
    book(home, "2023/鄂尔多斯市/旗县区花名册.xlsx", ROSTER, [apply("鄂尔多斯市东胜区医院", "主任医师", 编制="非在编")])
    release(home)
    return home


@pytest.fixture(scope="module")
def db(filled):
    with books.build(filled) as connection:
        yield connection


def release(home):
    """A 定稿 of 2023 that holds two bodies: 通辽市 as it is (9 rows), 兴安盟 with one pass more than there is now."""
    take_in(home, "r0", datetime(2026, 1, 2, 3, 4), "abcdef01")
    taken = [one for one in pq.read_table(home.raw / "submission.parquet").to_pylist() if one["review_year"] == 2023]
    files = {(one["bureau_code"], one["place"]): one["submission_id"] for one in taken}
    # Accepted, with a notice (one roster row has one), set aside.
    counted = {"登记": "2/0/0", "岗位": "1/0/0", "花名册": "3/1/0", "结果": "1/0/0", "在编": "2/0/0", "非在编": "1/0/0"}

    def held(code, passed, **other):
        rows = {name: counted[name] for name in counted if (code, f"{name}.xlsx") in files} | other
        figures = {f"file/{files[code, f'{name}.xlsx']}/已接收/{n}": 1 for name, n in rows.items()}
        return figures | {"applied/05/412/正常申报/评审": 3, "applied/04/420/正常申报/评审": 1, "passed/05/412": passed}

    folder = home.releases / "2023" / "1"
    folder.mkdir(parents=True)
    told = {"year": 2023, "number": 1, "kind": "定稿", "note": "", "user": "甲", "at": "2026-01-01T00:00:00", "run_id": "r0", "policy_version": ""}
    manifest = {**told, "as_of": told["at"], "files": {}, "held": {"150500": held("150500", 1), "152200": held("152200", 2, 在编="1/0/0")}}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert record(home) == 1


def sums(word, text):
    return {"工作单位": word, "姓名": text}


def person():
    return apply("赤峰市医院", "主治医师", "盟市")


# Worksheet rows 2 to 9; the second subtotal (row 6) and the grand total without a number (row 9).
SUBTOTALS = [
    person(), person(), sums("小计", "2人"), person(), sums("小计", "3人"), sums("合计", "3人"), sums("总计", "4人"), sums("共计", None),
]  # fmt: skip


def test_completeness_knows_totals_that_agree_and_what_a_release_holds_unchanged(db):
    found = dict(rows(db, "select distinct bureau_name, completeness from marts.mart_submission where review_year = 2023 and bureau_code is not null"))
    assert {body: found[body] for body in ("乌海市", "赤峰市", "兴安盟", "通辽市", "乌兰察布市", "包头市", "呼伦贝尔市", "锡林郭勒盟", "阿拉善盟")} == {
        "乌海市": "已核对", "赤峰市": "待核对", "兴安盟": "待核对", "通辽市": "已定稿", "乌兰察布市": "待核对", "包头市": "收件中",
        "呼伦贝尔市": "已核对", "锡林郭勒盟": "已核对", "阿拉善盟": "待核对",
    }  # fmt: skip


def test_a_difference_is_found_where_it_stands_with_the_rosters_count(db):
    found = rows(db, """
        select bureau_name, form, "row", split_part(message, '（', 2) from marts.mart_finding_row
        where check_id = 'chk_total_difference' order by all""")  # fmt: skip
    tail = "）；请核对统计表与花名册，改正不对的一份后重新报送。"
    assert found == sorted([
        ("赤峰市", "申报人数统计表（事业在编）", 4, "中级两表之和应为 1，合计两表之和应为 1" + tail),
        ("兴安盟", "申报人数统计表（事业在编）", 4, "卫生中级两表之和应为 1" + tail),
        ("乌兰察布市", "申报人数统计表（事业在编）", 3, "副高级两表之和应为 2" + tail),
        ("乌兰察布市", "申报人数统计表（事业非在编）", 3, "副高级两表之和应为 2" + tail),
        ("包头市", "旗县区高级职称申报人数统计表", 3, "正高级应为 1" + tail),
        # Who does not say 编制 is looked for in both tables together; who is of an unknown series, in any of them.
        ("巴彦淖尔市", "申报人数统计表（事业在编）", 3, "副高级两表之和应为 2，合计两表之和应为 2" + tail),
        ("巴彦淖尔市", "申报人数统计表（事业非在编）", 3, "副高级两表之和应为 2，合计两表之和应为 2" + tail),
        ("阿拉善盟", "申报人数统计表（事业在编）", 4, "正高级两表之和应为 0，合计两表之和应为 0" + tail),
    ])  # fmt: skip


def test_both_sides_and_their_difference_are_shown(db):
    sql = """select source, banner_name, series_short, level_name, ours, theirs, difference from marts.mart_reconciliation
        where review_year = {} and bureau_name = '{}' and (ours + theirs > 0) order by all"""
    assert rows(db, sql.format(2023, "乌海市")) == [
        ("统计表（事业）", None, "卫生", "中级", 1, 1, 0), ("统计表（事业）", None, "工程", "副高级", 2, 2, 0),
        ("评审结果", None, "卫生", "中级", 1, 0, 1), ("评审结果", None, "工程", "副高级", 3, 1, 2),
    ]  # fmt: skip
    assert rows(db, sql.format(2024, "乌海市")) == [
        ("上年申报", None, "卫生", "中级", 0, 1, -1), ("上年申报", None, "工程", "副高级", 1, 3, -2),
    ]  # fmt: skip
    assert rows(db, sql.format(2023, "通辽市"))[0][0] == "评审结果"
    assert rows(db, sql.format(2023, "包头市")) == [("统计表（旗县区）", "东河区", "卫生", "正高级", 1, 2, -1)]


def test_printed_sums_that_do_not_add_up(db):
    found = rows(db, """
        select bureau_name, form, "row", split_part(split_part(message, '（', 2), '）', 1) from marts.mart_finding_row
        where check_id = 'chk_subtotal_difference' order by all""")  # fmt: skip
    assert found == sorted([
        ("赤峰市", "申报花名册", 6, "行数应为 1，填的是 3"), ("赤峰市", "申报花名册", 8, "行数应为 3，填的是 4"),
        ("赤峰市", "岗位表", 4, "在聘人数应为 12，填的是 11"),
    ])  # fmt: skip


def test_what_differs_since_a_release_is_counted(db):
    # Of 兴安盟 two passes were released and there is one; bodies that the release does not hold have no figures in it.
    found = rows(db, "select bureau_name, release_no, release_kind, figures, differing from marts.mart_release where figures > 0 order by 1")
    assert found == [("兴安盟", 1, "定稿", 9, 1), ("通辽市", 1, "定稿", 8, 0)]


# In post: two engineers and the doctor of the office, not the engineer of the firm. Off post: the one of the banner's hospital.
SHOULD_BE = [
    ("旗县区高级职称申报人数统计表", "东胜区", "卫生", "正高级", 1),
    ("申报人数统计表（事业在编）", None, "卫生", "中级", 1), ("申报人数统计表（事业在编）", None, "工程", "副高级", 2),
    ("申报人数统计表（事业非在编）", None, "卫生", "正高级", 1),
]  # fmt: skip


def test_what_the_tables_should_say(db):
    assert rows(db, """
        select form_name, banner_name, series_short, level_name, persons from marts.mart_application_total
        where review_year = 2023 and bureau_name = '鄂尔多斯市' order by all""") == SHOULD_BE  # fmt: skip


def test_the_set_we_write_is_read_back_and_agrees(db, filled, tmp_path):
    home = copy_home(filled, tmp_path / "home")
    mart = publish(home, [gate()], carry_over=False)
    written = write_application(mart, 2023, "鄂尔多斯市", home.inbox / "2023" / "鄂尔多斯市" / "申报材料")
    with books.build(home, "r2") as again:
        files = rows(again, """
            select distinct form, status, completeness from marts.mart_submission
            where review_year = 2023 and bureau_name = '鄂尔多斯市' and place like '申报材料/%' order by all""")  # fmt: skip
        told = rows(again, """
            select source, level_name, ours, theirs from marts.mart_reconciliation
            where review_year = 2023 and bureau_name = '鄂尔多斯市' and source like '统计表%' and ours + theirs > 0 order by all""")  # fmt: skip
    forms = ["报告", "旗县区高级职称申报人数统计表", "申报人数统计表（事业在编）", "申报人数统计表（事业非在编）"]
    assert len(written) == 5 and sorted(files) == sorted((form, "已接收", "已核对") for form in forms)
    assert told == [
        ("统计表（事业）", "中级", 1, 1), ("统计表（事业）", "副高级", 2, 2), ("统计表（旗县区）", "正高级", 1, 1), ("统计表（非在编）", "正高级", 1, 1),
    ]  # fmt: skip
