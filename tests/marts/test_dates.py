"""Deadlines, late files, approved extensions and publicity days: every date below was reckoned on paper."""

import json

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import GREEN, ROSTER, apply, book, rows
from tests.marts.test_registers import APPROVAL, BY

pytestmark = pytest.mark.slow  # builds a warehouse of its own

NATURAL = "2024年申报（中）级专业技术职称花名册（自然科学研究系列）"
# (year/body, file, day received, late, rows, title rows): the day itself is in time, the day after is late.
FILES = [
    ("2024/通辽市", "市直中级当日", "2024-07-10", False, [("通辽市农业站", "农艺师", "盟市")], ()),
    ("2024/通辽市", "市直中级次日", "2024-07-11", True, [("通辽市农业站", "农艺师", "盟市")], ()),
    ("2024/通辽市", "旗县中级当日", "2024-07-15", False, [("通辽市开鲁县农业站", "农艺师", "旗县区")], ()),
    ("2024/通辽市", "乡镇中级次日", "2024-07-16", True, [("通辽市开鲁县农业站", "农艺师", "乡镇")], ()),
    ("2024/通辽市", "高级或已下放", "2024-07-10", False, [("通辽市医院", "副主任医师", "盟市")], ()),
    ("2024/通辽市", "所列系列当日", "2024-06-12", False, [("通辽市研究所", "助理研究员", "盟市")], (NATURAL,)),
    ("2024/通辽市", "所列系列次日", "2024-06-13", True, [("通辽市研究所", "助理研究员", "盟市")], (NATURAL,)),
    ("2024/通辽市", "考评结合", "2024-12-01", None, [("通辽市财政局", "高级会计师", "盟市")], ()),
    ("2024/通辽市", "两种单位", "2024-07-12", True, [("通辽市农业站", "农艺师", "盟市"), ("通辽市开鲁县农业站", "农艺师", "旗县区")], ()),
    ("2023/包头市", "旗县高级当日", "2023-06-10", False, [("包头市东河区医院", "副主任医师", "旗县区")], ()),
    ("2023/包头市", "旗县高级次日", "2023-06-11", True, [("包头市东河区医院", "副主任医师", "旗县区")], ()),
    ("2023/包头市", "旗县教师", "2023-06-20", False, [("包头市东河区第一中学", "高级教师", "旗县区")], ()),
    ("2023/包头市", "市直高级次日", "2023-06-21", True, [("包头市医院", "副主任医师", "盟市")], ()),
    ("2023/乌海市", "当日", "2023-06-20", False, [("乌海市医院", "主治医师", "盟市")], ()),
    ("2023/乌海市", "次日", "2023-06-21", True, [("乌海市医院", "主治医师", "盟市")], ()),
    ("2023/乌海市", "文学创作", "2023-06-21", None, [("乌海市文联", "二级文学创作", "盟市")], ()),
    ("2023/乌海市", "绿色通道当日", "2023-10-20", False, [("乌海市医院", "主任医师", None)], ("2023年绿色通道职称申报人员花名册",)),
    ("2023/乌海市", "绿色通道次日", "2023-10-21", True, [("乌海市医院", "主任医师", None)], ("2023年绿色通道职称申报人员花名册",)),
    ("2023/赤峰市", "延期当日", "2023-06-30", False, [("赤峰市医院", "主治医师", "盟市")], ()),
    ("2023/赤峰市", "延期次日", "2023-07-01", True, [("赤峰市医院", "主治医师", "盟市")], ()),
    ("2023/兴安盟", "未批准", "2023-06-21", True, [("兴安盟医院", "主治医师", "盟市")], ()),
    ("2023/呼伦贝尔市", "工程延期", "2023-06-25", False, [("呼伦贝尔市质检所", "工程师", "盟市")], ()),
    ("2023/呼伦贝尔市", "卫生不延", "2023-06-25", True, [("呼伦贝尔市医院", "主治医师", "盟市")], ()),
]  # fmt: skip
EXTEND = {"事项": "延期", "节点": "完成申报", "原截止日期": "2023-06-20", "数量或日期": "2023-06-30", **BY}
PUBLICITY = "序号 公示单位 公示对象单位 公示环节 申报渠道 系列 层级 开始日期 结束日期".split()
GOOD_WEEK, HOLIDAYS = ("2024-05-13", "2024-05-17"), ("2024-09-27", "2024-10-08")  # 5 working days; 27, 29, 30 and 8: four
# (body, stage, channel, (first, last day), working days, without the first day, rules, state)
SHOWN = [
    ("包头市", "单位", None, GOOD_WEEK, 5, 4, "R-PUB-03", "合规"),
    ("包头市", "盟市或主管部门", None, HOLIDAYS, 4, 3, "R-PUB-03", "超限"),
    ("包头市", "盟市或主管部门", "绿色通道", GOOD_WEEK, 5, 4, "R-PUB-02、R-PUB-03", "合规"),
    ("包头市", "评审结果", None, HOLIDAYS, 4, 3, None, "仅展示"),
    ("包头市", "单位", None, ("2027-01-04", "2027-01-08"), None, None, "R-PUB-03", "无数据"),
    ("包头市", "单位", None, ("2026-12-28", "2027-01-08"), None, None, "R-PUB-03", "无数据"),
    ("赤峰市", "单位", None, HOLIDAYS, 4, 3, None, "仅展示"),
    ("赤峰市", "单位", "绿色通道", ("2023-05-15", "2023-05-18"), 4, 3, "R-PUB-01", "超限"),
    ("赤峰市", "盟市或主管部门", "绿色通道", ("2023-04-28", "2023-05-06"), 4, 3, "R-PUB-02", "超限"),
    ("乌海市", "单位", "绿色通道", GOOD_WEEK, 5, 4, "R-PUB-01", "合规"),
]


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("dates") / "home").create()
    receipts = []
    for place, name, day, _, people, above in FILES:
        header = GREEN if name.startswith("绿色通道") else ROSTER
        made = [apply(unit, title, level) for unit, title, level in people]
        book(home, f"{place}/{name}.xlsx", header, [{k: v for k, v in row.items() if k in header} for row in made], above)
        receipts.append({"place": f"{place}/{name}.xlsx", "received_at": f"{day}T23:30:00+08:00"})
    book(home, "2023/赤峰市/批准.xlsx", APPROVAL, [{"对象": "赤峰市", **EXTEND}])
    book(home, "2023/兴安盟/批准.xlsx", APPROVAL, [{"对象": "兴安盟", **EXTEND, "批准文号": None}])
    book(home, "2023/呼伦贝尔市/批准.xlsx", APPROVAL, [{"对象": "呼伦贝尔市", "系列": "工程", **EXTEND}])
    for body in dict.fromkeys(row[0] for row in SHOWN):
        book(home, f"2023/{body}/公示.xlsx", PUBLICITY, [
            {"公示单位": "某单位", "公示环节": stage, "申报渠道": channel, "开始日期": first, "结束日期": last}
            for at, stage, channel, (first, last), *_ in SHOWN if at == body
        ], ("2023年公示登记表",))  # the title says the year: the days may lie in any  # fmt: skip
    (home.inbox / ".sample.json").write_text(json.dumps({"seed": 1, "receipts": receipts}), "utf-8")
    with books.build(home) as connection:
        yield connection


def test_late_by_the_rows_own_deadline(db):
    found = dict(rows(db, """
        select review_year || '/' || bureau_name || '/' || place, late from marts.mart_submission
        where submission_id is not null and form in ('申报花名册', '绿色通道花名册')"""))  # fmt: skip
    assert found == {f"{place}/{name}.xlsx": late for place, name, _, late, *_ in FILES}


def deadline(db, deadline_id, body):
    return rows(db, f"""
        select series_code, due_extended::varchar, approval_no, happened::varchar, days_late, state from marts.mart_deadline
        where deadline_id = '{deadline_id}' and bureau_name = '{body}' order by series_code nulls first""")  # fmt: skip


def test_what_happened_by_each_deadline(db):
    assert deadline(db, "DL-03", "乌海市") == [(None, None, None, "2023-06-21", 1, "预警")]
    assert deadline(db, "DL-05", "乌海市") == [(None, None, None, None, None, "无数据")]
    assert deadline(db, "DL-06", "乌海市") == [(None, None, None, "2023-10-21", 1, "超限")]
    assert deadline(db, "DL-07", "包头市") == [(None, None, None, "2023-06-11", 1, "超限")]
    assert deadline(db, "DL-13", "通辽市") == [(None, None, None, "2024-07-16", 1, "超限")]
    assert deadline(db, "DL-11", "通辽市") == [(None, None, None, None, None, "无数据")]
    assert deadline(db, "DL-01", "乌海市") == [(None, None, None, None, None, "无数据")]
    assert {state for *_, state in rows(db, "select 1, state from marts.mart_deadline where deadline_id = 'DL-16'")} == {"无数据"}


def test_late_files_stand_in_the_compliance_ledger(db):
    """Files by body, of FILES above. 乌海市: 21 June of two, 21 October of two by the green channel; 包头市: 21 June of four for
    the region, 11 June of two for its own day, and results shown until October, of which nobody knows whether its own day binds
    them; 赤峰市 and 呼伦贝尔市: past the extension, and beside it; 通辽市: 高级 of 10 July waits for the list of those handed down.
    """
    found = rows(db, """
        select rule_id, bureau_name, numerator, denominator, worst, limit_value, state from marts.mart_compliance
        where rule_id in (select rule_id from marts.mart_deadline) and state != '无数据' order by all""")  # fmt: skip
    assert found == [
        ("R-DATE-02", "乌海市", 1, 2, 1, 0.0, "预警"), ("R-DATE-02", "兴安盟", 1, 1, 1, 0.0, "预警"),
        ("R-DATE-02", "包头市", 1, 4, 1, 0.0, "预警"), ("R-DATE-02", "呼伦贝尔市", 1, 2, 1, 0.0, "预警"),
        ("R-DATE-02", "赤峰市", 1, 2, 1, 0.0, "预警"), ("R-DATE-03", "包头市", 1, 1, 1, 0.0, "预警"),
        ("R-DATE-05", "乌海市", 1, 2, 1, 0.0, "超限"), ("R-DATE-06", "包头市", 1, 2, 1, 0.0, "超限"),
        ("R-DATE-07", "包头市", 0, 0, 1, 0.0, "待核"), ("R-DATE-08", "通辽市", 1, 2, 2, 0.0, "超限"),
        ("R-DATE-09", "通辽市", 3, 6, 3, 0.0, "超限"),
    ]  # fmt: skip


def test_the_ledger_says_of_each_rule_what_its_worst_deadline_says(db):
    """A city's own notice has two days in one rule, an extension makes two of one day: the worst of them is the rule's."""
    worst = rows(db, """
        select d.review_year, d.rule_id, d.bureau_code,
            case max(case d.state when '无数据' then 1 when '合规' then 2 when '待核' then 3 else 4 end)
                when 1 then '无数据' when 2 then '合规' when 3 then '待核' else any_value(d.state) filter (where d.state in ('预警', '超限')) end
        from marts.mart_deadline as d
        inner join marts.mart_policy as p on p.rule_id = d.rule_id and p.review_year = d.review_year and p.bureau_code = d.bureau_code
        where p.fate = '判定'
        group by all order by all""")  # fmt: skip
    assert len(worst) > 45
    assert worst == rows(db, """
        select review_year, rule_id, bureau_code, state from marts.mart_compliance
        where rule_id in (select rule_id from marts.mart_deadline) order by all""")


def test_an_approved_extension_moves_its_deadline_for_whom_it_names(db):
    number = BY["批准文号"]
    assert deadline(db, "DL-03", "赤峰市") == [(None, "2023-06-30", number, "2023-07-01", 1, "预警")]
    assert deadline(db, "DL-03", "兴安盟") == [(None, None, None, "2023-06-21", 1, "预警")]
    assert deadline(db, "DL-03", "呼伦贝尔市") == [
        (None, None, None, "2023-06-25", 5, "预警"), ("05", "2023-06-30", number, "2023-06-25", 0, "合规"),
    ]  # fmt: skip


def test_days_and_state_of_each_publicity_row(db):
    found = rows(db, """
        select bureau_name, stage, start_date::varchar, end_date::varchar, workdays, workdays_strict, rule_ids, state
        from marts.mart_publicity order by submission_id, sheet, "row" """)  # fmt: skip
    expected = [(body, stage, *days, n, strict, rules, state) for body, stage, _, days, n, strict, rules, state in SHOWN]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_publicity_by_body_stands_in_the_compliance_ledger(db):
    found = rows(db, """
        select rule_id, bureau_name, numerator, denominator, worst, limit_value, state from marts.mart_compliance
        where rule_id in ('R-PUB-01', 'R-PUB-02', 'R-PUB-03') and state != '无数据' order by all""")  # fmt: skip
    assert found == [
        ("R-PUB-01", "乌海市", 0, 1, 0, 0.0, "合规"), ("R-PUB-01", "赤峰市", 1, 1, 1, 0.0, "超限"),
        ("R-PUB-02", "包头市", 0, 1, 0, 0.0, "合规"), ("R-PUB-02", "赤峰市", 1, 1, 1, 0.0, "超限"),
        ("R-PUB-03", "包头市", 1, 3, 3, 0.0, "超限"),
    ]  # fmt: skip
    assert rows(db, "select count(*) from marts.mart_compliance where rule_id in ('R-PUB-01', 'R-PUB-02', 'R-PUB-03') and state = '无数据'") == [(26,)]


def test_days_past_the_calendar_are_called_out_and_never_counted(db):
    found = rows(db, """select "row", message from marts.mart_finding_row where check_id = 'chk_publicity_calendar' order by 1""")
    assert [row for row, _ in found] == [7, 8]
    assert "日历没有公示期内的日期，不能数工作日" in found[0][1]
