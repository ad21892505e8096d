"""Post tables with the levels side by side: one row a unit and level, or a message that says what is not clear."""

import pytest

from dagster_project.forms import load_forms
from dagster_project.intake.layout.table import SheetReader
from tests.intake import printed_tables as prints
from tests.intake.test_beside import KNOWN

FORMS = load_forms(year=2024)
FIRST, SECOND = "开鲁县第一中学", "开鲁县第二中学"
LEVELS = ["正高级", "副高级", "中级", "初级"]
PAIR = ["核定", "在聘"]
GRADES = [f"{n}级" for n in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"]]


def over(labels: list[str], below: list[str], before: int = 1) -> list[list]:
    """Two rows of a header: each label over all of those below."""
    top = [cell for label in labels for cell in [label, *[""] * (len(below) - 1)]]
    return [["单位名称", *[""] * (before - 1), *top], [""] * before + below * len(labels)]


def read(rows: list[list], merges=()) -> list[tuple]:
    """(row, unit, level, established, occupied, filled) of the rows of data, by row."""
    found = []

    def take(table, part) -> None:
        for j, kind in enumerate(part.kinds):
            if kind == "data":
                of = {name: texts[j] for name, texts in part.columns.items()}
                found.append((part.row_nos[j], of["unit_name"], of["post_level"], of["established"], of["occupied"], part.filled[j]))

    SheetReader("", FORMS, list(merges), take).read(iter(rows))
    return sorted(found, key=lambda one: one[0])


HEADERS = {
    "measures below levels": (over(LEVELS, PAIR), [2, 1, 10, 8, 30, 29, 20, 18]),
    "levels below measures": (over(["核定岗位数", "在聘人数"], LEVELS), [2, 10, 30, 20, 1, 8, 29, 18]),
    "both in one label": ([["单位名称", *(f"{level}{m}" for level in LEVELS for m in ("岗位数", "在聘人数"))]], [2, 1, 10, 8, 30, 29, 20, 18]),
    "measure before level": ([["单位名称", *(f"{m}{level}" for level in LEVELS for m in ("核定", "已聘"))]], [2, 1, 10, 8, 30, 29, 20, 18]),
    "sum of the two senior levels": (
        [["单位名称", "高级", "", "", "", "", "", "中级", "", "初级", ""],
         ["", "小计", "", "正高级", "", "副高级", "", "", "", "", ""], ["", *PAIR * 5]],
        [12, 9, 2, 1, 10, 8, 30, 29, 20, 18],
    ),
    "posts of others beside": (
        [["单位名称", "专业技术岗位", *[""] * 7, "管理岗位", ""], ["", "高级", "", "", "", "中级", "", "初级", "", "五级", ""],
         ["", "正高级", "", "副高级"], ["", *PAIR * 5]],
        [2, 1, 10, 8, 30, 29, 20, 18, 7, 7],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
def test_levels_side_by_side_are_a_row_each(name):
    header, figures = HEADERS[name]
    row, given = len(header) + 2, ("post_level",)
    assert read([["2024年岗位设置情况表"], *header, [FIRST, *figures]]) == [
        (row, FIRST, "正高级", "2", "1", given), (row, FIRST, "副高级", "10", "8", given),
        (row, FIRST, "中级", "30", "29", given), (row, FIRST, "初级", "20", "18", given),
    ]  # fmt: skip


def test_a_level_left_empty_is_no_row_and_a_unit_without_figures_is_one():
    rows = read([*over(LEVELS, PAIR), [FIRST, "", "", 10, 8, "-", "/"], [SECOND], ["合计", "", "", 10, 8]])
    assert rows == [(3, FIRST, "副高级", "10", "8", ("post_level",)), (4, SECOND, "正高级", None, None, ("post_level",))]


def test_one_level_only_may_stand_in_the_header():
    assert read([*over(["副高级"], PAIR), [FIRST, 10, 8]]) == [(3, FIRST, "副高级", "10", "8", ("post_level",))]


def test_levels_to_tick_in_a_roster_are_no_posts(intake):
    rows = [["序号", "工作单位", "姓名", "申报层级", ""], ["", "", "", "正高级", "副高级"], [1, FIRST, "赵X", "", "√"]]
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": rows}))
    intake.run()
    assert intake.submission("a.xlsx")["question"] == (
        "没有认出是哪种表：工作表“a”第 2 行像“申报花名册”的表头，但缺少必需的列：“申报资格名称”（也可写作“申报职称”“申报职称名称”“申报资格”）。" + KNOWN
    )


def test_thirteen_grades_are_those_of_professional_posts():
    rows = read([*over(GRADES, PAIR), [FIRST, *[""] * 8, 4, 3, *[""] * 14, 6, 5]])
    assert rows == [(3, FIRST, "专业技术五级", "4", "3", ("post_level",)), (3, FIRST, "专业技术十三级", "6", "5", ("post_level",))]


def test_a_unit_merged_over_rows_is_marked_in_every_level():
    header = [["主管部门", *over(LEVELS[:2], PAIR)[0]], ["", *over(LEVELS[:2], PAIR)[1]]]
    found = read([*header, ["教育局", FIRST, 1, 1, 2, 2], ["", SECOND, 3, 3, 4, 4]], [((2, 0), (3, 0))])
    assert [filled for *_, filled in found] == [("post_level",)] * 2 + [("department", "post_level")] * 2


UNCLEAR = (
    "没有认出是哪种表：工作表“a”第 {row} 行像把层级横排的“岗位表”，但看不出哪一列是哪个层级的核定岗位数、哪一列是在聘人数。横排时每个层级（正高级、"
    "副高级、中级、初级）下面都要有“核定岗位数”和“在聘人数”两列；按等级（一级至十三级）横排的，上面要写明“专业技术岗位”，等级与层级不能混用。"
    f"也可以按“岗位表”模板改成一个单位一个层级一行。{KNOWN}"
)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ([["单位名称", *LEVELS]], 1),  # of one figure nobody knows what it counts
        (over(GRADES[:5], PAIR), 1),  # 工勤岗位 have five grades as well
        (over(["中级", "十二、十三级"], PAIR), 1),  # posts of a level that is not known must not be left out
        (over(["正高级", "三级", "四级"], PAIR), 1),  # are the grades part of the level?
    ],
)
def test_levels_side_by_side_that_are_not_clear_are_returned(intake, header, row):
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": [*header, [FIRST, *[1] * 12]]}))
    intake.run()
    assert intake.submission("a.xlsx")["question"] == UNCLEAR.format(row=row)


def test_a_quota_by_levels_is_returned(intake):
    intake.put("2024/自治区/a.xlsx", prints.workbook({"a": [["盟市", "正高级", "副高级"], ["包头市", 17, 20]]}))
    intake.run()
    assert intake.submission("a.xlsx")["question"] == (
        "没有认出是哪种表：工作表“a”第 1 行像把层级横排的“名额分配表”，但名额分配表一个盟市（单位）只有一个数，不分层级。"
        f"请按“名额分配表”模板，只列“盟市”和“申报控制人数”两列。{KNOWN}"
    )


def test_levels_side_by_side_come_in_with_a_notice(intake):
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": [*over(LEVELS[:2], PAIR), [FIRST, 2, 1, 10, 8]]}))
    assert intake.run().rows == {"post": 2}
    assert intake.submission("a.xlsx")["notes"] == (
        "工作表“a”的岗位层级横排（正高级、副高级），已按一个单位一个层级一行读取，共 2 行；没有填数的层级没有算作一行；"
        "工作表“a”缺少表样中的列：序号、单位所属、旗县区、主管部门"
    )
