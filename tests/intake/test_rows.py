"""The kind of each row under a header."""

import pytest

from dagster_project.forms import load_forms
from dagster_project.intake.layout.rows import RowKinds
from tests.intake import printed_tables as prints

FORMS = {form.code: form for form in load_forms()}
ROSTER = ["序号", "单位所属", "工作单位", "姓名", "性别", "出生年月", "申报资格名称", "联系电话", "倾斜政策"]
POSTS = ["序号", "单位名称", "岗位层级", "核定岗位数", "在聘人数"]
PERSON = ["1", "旗县区", "开鲁县第一中学", "赵X", "女", "1980/01", "工程师", None, None]


def kinds(form: str, header: list[str], rows: list[list]) -> list[str]:
    columns = {i: FORMS[form].column_of(label) for i, label in enumerate(header)}
    found = RowKinds(FORMS[form], columns, header)
    return [found.kind(row + [None] * (len(header) - len(row))) for row in rows]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (PERSON, "data"),
        ([], "blank"),
        (["12"], "blank"),
        (["示例", *PERSON[1:]], "example"),
        (["..."], "ellipsis"),
        (["...", None, "……", "..."], "ellipsis"),
        (ROSTER, "header"),
        (["合 计", None, None, "", None], "total"),
        ([None, None, "总计"], "total"),
        (["合计", None, None, "3人", None, None, "2"], "total"),
        (["开鲁县小计", None, None, None, None, None, "5"], "subtotal"),
        ([None, "小 计"], "subtotal"),
        ([None, None, "合计:5人"], "total"),
        ([None, None, None, "共 5 人"], "total"),
        (["总人数", None, None, "5"], "total"),
        ([None, None, "开鲁县第一中学小计 5 人"], "subtotal"),
        ([None, None, "共和乡中学", "合喜"], "data"),
        (["主管部门意见", None, None, "(盖章)"], "contact"),
        ([None, None, None, None, None, None, "2024 年 6 月 1 日"], "contact"),
        (["备注:1.单位所属此列填写"], "remark"),
        (["(填写说明)", "所属", "全称", "全名", "男/女", "如1980/01", "全称"], "remark"),
        (["必填", "选填", "必填", "必填"], "remark"),
        ([None, None, None, None, None, "以下空白"], "remark"),
        (["累计", None, "12"], "total"),
        (["注:本表一式两份"], "remark"),
        (["此表由人社部门留存"], "remark"),
        (["联系人:", "赵X", "联系电话:", "00000"], "contact"),
        (["填表日期:2024-05-01"], "contact"),
        (["单位(盖章):开鲁县"], "unit_row"),
        ([None, None, "开鲁县第一中学"], "data"),  # one cell, but of a person's row: it waits, it is not lost
        ([None, None, None, "赵X"], "data"),
        (["2", "旗县区", "合计画院", "赵X", "女", None, "二级美术师"], "data"),
        (["3", "旗县区", "注册中心", "赵X", "女", None, "会计师", None, None], "data"),
    ],
)
def test_roster(row, kind):
    assert kinds("roster_b", ROSTER, [row]) == [kind]


def test_notes_go_on_after_a_remark_until_data_come_again():
    rows = [["备注:"], ["1.甲"], [None, "2.乙"], PERSON, [None, "乡镇", "开鲁镇中学"]]
    assert kinds("roster_b", ROSTER, rows) == ["remark", "remark", "remark", "data", "data"]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["1", "开鲁县第一中学", "高级", "10", "9"], "data"),
        ([None, "小计", None, "10", "9"], "subtotal"),
        (["合计", None, None, "10", "9"], "total"),
        (["说明:岗位数以核定文件为准"], "remark"),
    ],
)
def test_posts(row, kind):
    assert kinds("post", POSTS, [row]) == [kind]


def test_two_column_tables_keep_their_rows_after_a_remark():
    rows = [["包 头 市", "17"], ["注:不含直属"], ["兴 安 盟", "14"], ["合 计", "31"]]
    assert kinds("quota", ["盟 市", "控制人数"], rows) == ["data", "remark", "data", "total"]


@pytest.mark.parametrize("row", [["", "主要负责人签字：", "", "单位公章"], ["", "", "单位公章：", "2024年5月20日"], ["无", "无", "无", "无"]])
def test_signatures_and_a_row_of_nothing_are_no_persons(intake, row):
    rows = [["序号", "工作单位", "姓名", "申报资格名称"], [1, "开鲁县第一中学", "赵X", "一级教师"], row]
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_b": 1}
