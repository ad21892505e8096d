"""The registers and tables of totals: known by their header, the two 事业 tables by their title."""

import pytest

from tests.intake import printed_tables as prints

TOTAL = ["序号", "系列", "正高级", "副高级", "中级", "助理级", "员级", "合计", "备注"]
IN_POST, OFF_POST = "2023年职称申报人数统计表（事业在编）", "2023年职称申报人数统计表（事业非在编）"
ENGINEERS, TEACHERS = [1, "工程系列", 1, 2, 3, 4, 5, 15], [2, "中小学教师", 0, 6, 7, 0, 0, 13]
SUM = ["合计", "", 1, 8, 10, 4, 5, 28]
PLACE = "2023/包头市/a.xlsx"


@pytest.mark.parametrize(("title", "form"), [(IN_POST, "total_in_post"), (OFF_POST, "total_off_post"),
                                             ("申报人数统计表 （ 事业 在编 ）", "total_in_post")])  # fmt: skip
def test_the_title_tells_the_two_tables_of_public_institutions_apart(intake, title, form):
    intake.put(PLACE, prints.workbook({"a": [[title], TOTAL, ENGINEERS, TEACHERS, SUM]}))
    assert intake.run().rows == {form: 2}
    assert [(r["row_no"], r["row_kind"]) for r in intake.rows(form, kind=None)] == [
        (1, "title"), (2, "header"), (3, "data"), (4, "data"), (5, "total")]  # fmt: skip
    assert [r["persons_sum"] for r in intake.rows(form)] == ["15", "13"]


def test_the_name_of_the_sheet_tells_where_no_title_does(intake):
    sheets = {"事业在编": [TOTAL, ENGINEERS], "事业非在编": [TOTAL, TEACHERS]}
    intake.put(PLACE, prints.workbook(sheets))
    assert intake.run().rows == {"total_in_post": 1, "total_off_post": 1}
    assert intake.rows("total_off_post")[0]["series"] == "中小学教师"


def test_both_tables_under_each_other_in_one_sheet(intake):
    rows = [
        [IN_POST],
        TOTAL,
        ENGINEERS,
        TOTAL,
        TEACHERS,
        [OFF_POST],
        ["单位（盖章）：包头市人社局"],
        TOTAL,
        TEACHERS,
        TOTAL,
        ENGINEERS,
    ]
    intake.put(PLACE, prints.workbook({"a": rows}))
    assert intake.run().rows == {"total_in_post": 2, "total_off_post": 2}
    assert [r["row_no"] for r in intake.rows("total_in_post")] == [3, 5]
    assert [r["row_no"] for r in intake.rows("total_off_post")] == [9, 11]


@pytest.mark.parametrize("title", ["2023年职称申报人数统计表", "申报人数统计表（事业在编、非在编）"])
def test_a_table_of_totals_whose_title_does_not_say_which_is_returned(intake, title):
    intake.put(PLACE, prints.workbook({"a": [[title], TOTAL, ENGINEERS]}))
    intake.run()
    one = intake.submission("a.xlsx")
    assert one["status"] == "已退回"
    assert one["question"] == (
        "没有认出是哪种表：工作表“a”第 2 行的表头几种表都用，标题没有说明是“申报人数统计表（事业在编）”，"
        "还是“申报人数统计表（事业非在编）”。请在表头上方的标题行写明。"
        "已知的表有：申报花名册、绿色通道花名册、评审结果花名册、名额分配表、岗位表、单位登记表、公示登记表、批准事项登记表、"
        "申报人数统计表（事业在编）、申报人数统计表（事业非在编）、旗县区高级职称申报人数统计表。请按表样核对列名后重新报送。"
    )


def test_banner_totals_with_merged_banners_and_subtotals(intake):
    header = ["序号", "旗县区", "系列", "正高级", "副高级", "合计", "已设高级岗位数"]
    rows = [["2023年旗县区高级职称申报人数统计表"], header, [1, "东河区", "工程系列", 1, 2, 3, 40], [2, "", "卫生系列", 0, 4, 4],
            ["", "东河区小计", "", 1, 6, 7], [3, "九原区", "工程系列", 1, 1, 2, 20], ["总计", "", "", 2, 7, 9, 60]]  # fmt: skip
    intake.put(PLACE, prints.workbook({"a": rows}, merges={"a": [(2, 1, 3, 1)]}))
    assert intake.run().rows == {"total_banner": 3}
    assert [(r["banner"], r["series"], r["filled_columns"]) for r in intake.rows("total_banner")] == [
        ("东河区", "工程系列", []), ("东河区", "卫生系列", ["banner"]), ("九原区", "工程系列", [])]  # fmt: skip
    assert [r["row_kind"] for r in intake.rows("total_banner", kind=None)][-3:] == [
        "subtotal",
        "data",
        "total",
    ]


def test_registers_of_publicity_and_approvals(intake):
    publicity = [
        "序号",
        "公示单位",
        "公示对象单位",
        "公示环节",
        "申报渠道",
        "系列",
        "层级",
        "开始日期",
        "结束日期",
        "公示网址",
    ]
    shown = [1, "包头市人社局", "", "评审结果", "绿色通道", "工程系列", "高级", "2023/9/1", "2023/9/7", "无"]
    approval = [
        "对象",
        "事项",
        "节点",
        "系列",
        "层级",
        "数量或日期",
        "原截止日期",
        "申请日期",
        "批准单位",
        "批准文号",
        "批准日期",
    ]
    granted = [
        "包头市",
        "延期",
        "评审完成",
        "",
        "",
        "2023/10/31",
        "2023/9/30",
        "2023/9/1",
        "自治区人社厅",
        "编造〔2023〕1号",
        "2023/9/10",
    ]
    intake.put(PLACE, prints.workbook({"公示": [publicity, shown], "批准": [approval, granted, granted]}))
    assert intake.run().rows == {"publicity": 1, "approval": 2}
    assert intake.submission("a.xlsx")["form"] == "公示登记表、批准事项登记表"
    assert intake.submission("a.xlsx")["notes"] is None
    assert intake.rows("publicity")[0]["stage"] == "评审结果"


def test_totals_of_another_citys_banners_are_returned(intake):
    header = ["序号", "旗县区", "系列", "正高级", "副高级", "合计"]
    rows = [
        ["2023年旗县区高级职称申报人数统计表"],
        header,
        [1, "开鲁县", "工程系列", 1, 2, 3],
        [2, "库伦旗", "工程系列", 1, 2, 3],
    ]
    intake.put(PLACE, prints.workbook({"a": rows}))
    intake.run()
    assert intake.submission("a.xlsx")["status"] == "已退回"
    assert intake.submission("a.xlsx")["question"] == (
        "表中能看出所在地的 2 个单位里，2 个在通辽市，没有一个在包头市：像是通辽市的文件。请交通辽市报送（放错文件夹的移到 inbox/2023/通辽市/）；"
        "确属本单位的，请核对单位名称后重新报送。"
    )
