"""Registers and tables of totals in the warehouse: what each row says, and the one verdict of each row."""

import pytest

from dagster_project.home import Home
from tests.marts import books
from tests.marts.books import book

pytestmark = pytest.mark.slow  # builds a warehouse of its own

PUBLICITY = "序号 公示单位 公示环节 系列 层级 开始日期 结束日期".split()
APPROVAL = "对象 事项 节点 数量或日期 原截止日期 申请日期 批准单位 批准文号 批准日期".split()
TOTAL = "序号 系列 正高级 副高级 中级 助理级 员级 合计".split()
BANNER = "序号 旗县区 系列 正高级 副高级 合计 已设高级岗位数".split()
BY = {"批准单位": "自治区人社厅", "批准文号": "编造〔2023〕1号", "批准日期": "2023年9月10日"}


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("registers") / "home").create()
    shown = {"公示单位": "包头市人社局", "公示环节": "结果公示", "开始日期": "2023.9.1", "结束日期": "20230907"}
    book(home, "2023/包头市/公示.xlsx", PUBLICITY, [
        shown, {**shown, "公示环节": "公示栏"}, {**shown, "结束日期": "2023年8月31日"}, {**shown, "开始日期": "9月"},
        {**shown, "公示单位": None, "开始日期": None}, {**shown, "开始日期": "2022.9.1", "结束日期": "2022.9.7"},
    ])  # fmt: skip
    book(home, "2023/包头市/批准.xlsx", APPROVAL, [
        {"对象": "包头市", "事项": "延期申请", "节点": "评审完成", "数量或日期": "2023-10-31", "原截止日期": "2023/9/30", **BY},
        {"对象": "东河区", "事项": "超岗", "数量或日期": "3 人", **BY}, {"对象": "包头市", "事项": "会商", **BY},
        {"对象": "包头市", "事项": "延期", "数量或日期": "3", **BY}, {"对象": "包头市", "事项": "名额", "数量或日期": "若干", **BY},
        {"对象": "包头市", "事项": "会商", "批准日期": "2023/9/1"}, {"事项": "会商", **BY},
    ])  # fmt: skip
    book(home, "2023/包头市/在编.xlsx", TOTAL, [
        {"系列": "工程", "正高级": 1, "副高级": 2, "合计": 3}, {"系列": None, "中级": 4}, {"系列": "卫生", "中级": "四"}, {"系列": "农业"},
        {"系列": "合计", "正高级": 1, "副高级": 2, "合计": 3},
    ], above=["2023年职称申报人数统计表（事业在编）"])  # fmt: skip
    book(home, "2023/包头市/旗县区.xlsx", BANNER, [
        {"旗县区": "东河区", "系列": "工程", "正高级": 1, "副高级": 2, "合计": 3, "已设高级岗位数": 40}, {"旗县区": None, "系列": "工程", "正高级": 1},
    ], above=["2023年旗县区高级职称申报人数统计表"])  # fmt: skip
    old = ["2022年的表"]  # each is asked about
    book(home, "2023/包头市/旧公示.xlsx", PUBLICITY, [shown], above=old)
    book(home, "2023/包头市/旧批准.xlsx", APPROVAL, [{"对象": "包头市", "事项": "会商", **BY}], above=old)
    book(home, "2023/包头市/旧非在编.xlsx", TOTAL, [{"系列": "工程", "正高级": 1}], above=["2022年申报人数统计表（事业非在编）"])
    return books.build(home)


def test_publicity_rows(db):
    found = books.rows(db, "select row_no, stage, start_date::varchar, end_date::varchar from staging.stg_publicity where not is_held order by row_no")
    assert found == [(2, "评审结果", "2023-09-01", "2023-09-07"), (3, None, "2023-09-01", "2023-09-07"),
                     (4, "评审结果", "2023-09-01", "2023-08-31"), (5, "评审结果", None, "2023-09-07"),
                     (6, "评审结果", None, "2023-09-07"), (7, "评审结果", "2022-09-01", "2022-09-07")]  # fmt: skip


def test_a_number_or_a_date_is_granted_as_the_matter_says(db):
    found = books.rows(db, "select row_no, matter, granted_number, granted_date::varchar from staging.stg_approval where not is_held order by row_no")
    assert found == [(2, "延期", None, "2023-10-31"), (3, "超岗", 3, None), (4, "会商", None, None), (5, "延期", None, None),
                     (6, "名额", None, None), (7, "会商", None, None), (8, "会商", None, None)]  # fmt: skip


def test_totals_by_level(db):
    sql = "select level_name, persons from staging.stg_total where table_kind = 'total_in_post' and row_no = 3 order by all"
    assert dict(books.rows(db, sql)) == {"正高级": 1, "副高级": 2, "中级": None, "助理级": None, "员级": None, "合计": 3}
    sql = "select level_name, persons, banner_raw, established_senior from staging.stg_total where table_kind = 'total_banner' and row_no = 3"
    assert sorted(books.rows(db, sql)) == [("副高级", 2, "东河区", 40), ("合计", 3, "东河区", 40), ("正高级", 1, "东河区", 40)]
    assert books.rows(db, "select distinct row_no, row_kind from staging.stg_total where row_kind != 'data'") == [(7, "total")]


def test_each_row_ends_in_one_verdict(db):
    sql = "select form, rows_in, accepted, accepted_with_notice, set_aside from marts.mart_submission where submission_id is not null order by form, rows_in desc"
    assert books.rows(db, sql) == [
        ("公示登记表", 6, 1, 1, 4), ("公示登记表", 1, 0, 0, 1), ("批准事项登记表", 7, 3, 0, 4), ("批准事项登记表", 1, 0, 0, 1),
        ("旗县区高级职称申报人数统计表", 2, 1, 0, 1), ("申报人数统计表（事业在编）", 4, 1, 0, 3), ("申报人数统计表（事业非在编）", 1, 0, 0, 1),
    ]  # fmt: skip


def test_what_the_clerk_is_told(db):
    sql = 'select form, "row", check_id, column_name, message from marts.mart_finding_row order by all'
    found = {(form, row, check) for form, row, check, *_ in books.rows(db, sql)}
    assert found == {
        ("公示登记表", 3, "chk_publicity_place"), ("公示登记表", 4, "chk_publicity_dates"), ("公示登记表", 5, "chk_publicity_dates"),
        ("公示登记表", 6, "chk_publicity_place"), ("公示登记表", 6, "chk_publicity_dates"), ("公示登记表", 7, "chk_publicity_year"),
        ("批准事项登记表", 5, "chk_approval_granted"), ("批准事项登记表", 6, "chk_approval_granted"),
        ("批准事项登记表", 7, "chk_approval_proof"), ("批准事项登记表", 8, "chk_approval_matter"),
        ("申报人数统计表（事业在编）", 4, "chk_total_scope"), ("申报人数统计表（事业在编）", 5, "chk_total_number"),
        ("申报人数统计表（事业在编）", 6, "chk_total_number"), ("旗县区高级职称申报人数统计表", 4, "chk_total_scope"),
        *((form, 3, "chk_file_held") for form in ("公示登记表", "批准事项登记表", "申报人数统计表（事业非在编）")),
    }  # fmt: skip
    assert {m for *_, check, column, m in books.rows(db, sql) if check == "chk_publicity_dates"} == {
        "应为年月日，如 2023/9/1，且结束不早于开始；请补填或改写后重新报送本文件。"}  # fmt: skip
    assert [(column, m) for *_, check, column, m in books.rows(db, sql) if check == "chk_publicity_year"] == [
        ("开始日期", "开始日期应在评审年度 1 月至次年 6 月之间；请核对日期；别的年度的公示放到那个年度的文件夹。")]  # fmt: skip
