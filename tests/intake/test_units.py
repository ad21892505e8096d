"""The unit of all rows, where no column says it: from a line or title above, or from the name of the sheet; never by guess."""

import pytest

from dagster_project.forms import load_forms
from dagster_project.intake.layout.units import units_of
from tests.intake import printed_tables as prints
from tests.intake.test_beside import KNOWN

UNITS = units_of(load_forms(year=2024)[0])
PLACE = "2024/通辽市/a.xlsx"
HEADER, SCHOOL = ["序号", "姓名", "申报资格名称"], "开鲁县第一中学"


def person(name: str) -> list:
    return [1, name, "一级教师"]


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("开鲁县第一中学", SCHOOL),
        ("开鲁县第一中学2024年申报高级职称花名册", SCHOOL),
        ("二〇二四年度开鲁县第一中学教师职称申报表", SCHOOL),
        ("通辽市科尔沁区教师进修学校2024年花名册", "通辽市科尔沁区教师进修学校"),
        ("开鲁县东风镇中学", "开鲁县东风镇中学"),
        ("开鲁县医院(工程系列)名单", "开鲁县医院"),
        ("开鲁县教育局2024年花名册", None),  # a department
        ("开鲁县小学2024年花名册", None),  # all of them
        ("开鲁县教育局直属学校花名册", None),
        ("通辽市中小学教师花名册", None),
        ("扎鲁特旗乡镇卫生院名单", None),
        ("通辽市2024年申报（高）级专业技术职称花名册（工程系列）", None),
        ("开鲁县第一中学、第二中学2024年花名册", None),
        ("一中", None),
        ("Sheet1", None),
    ],
)
def test_the_one_unit_that_a_title_names(title, unit):
    assert UNITS.in_title(title) == unit


@pytest.mark.parametrize(
    ("name", "above", "where"),
    [
        ("a", [[SCHOOL], ["2024年申报花名册"]], "表头上方标题中"),
        ("a", [["附件2"], [SCHOOL, "", "2024年5月"]], "表头上方标题中"),
        (SCHOOL, [["2024年申报花名册"]], "工作表名中"),
        (SCHOOL, [["填报单位：开鲁县教育局"]], "工作表名中"),
    ],
)
def test_a_unit_above_or_in_the_name_of_the_sheet_is_that_of_all_rows(intake, name, above, where):
    intake.put(PLACE, prints.workbook({name: [*above, HEADER, person("赵X"), person("钱X")]}))
    assert intake.run().rows == {"roster_b": 2}
    got = [(r["person_name"], r["unit_name"], r["filled_columns"]) for r in intake.rows("roster_b")]
    assert got == [("赵X", SCHOOL, ["unit_name"]), ("钱X", SCHOOL, ["unit_name"])]
    assert intake.submission("a.xlsx")["notes"].startswith(f"工作表“{name}”有 2 行没有填单位，已按{where}的单位读取；")


@pytest.mark.parametrize("columns", [HEADER, [*HEADER, "工作单位"]])
def test_each_of_two_titled_tables_in_a_sheet_is_of_its_own_unit(intake, columns):
    rows = [[[title], columns, person(name)] for title, name in ((f"{SCHOOL}2024年花名册", "赵X"), ("开鲁县医院2024年花名册", "钱X"))]
    intake.put(PLACE, prints.workbook({"a": [*rows[0], [], *rows[1]]}))
    assert intake.run().rows == {"roster_b": 2}
    assert [(r["person_name"], r["unit_name"]) for r in intake.rows("roster_b")] == [("赵X", SCHOOL), ("钱X", "开鲁县医院")]


def test_sheets_named_by_their_schools(intake):
    schools = [f"开鲁县第{n}小学" for n in "一二三"]
    intake.put(PLACE, prints.workbook({school: [["2024年花名册"], HEADER, person("赵X")] for school in schools}))
    assert intake.run().rows == {"roster_b": 3}
    assert sorted(r["unit_name"] for r in intake.rows("roster_b")) == sorted(schools)


def test_a_roster_of_nobody_knows_which_unit_is_told_how_to_say_it(intake):
    intake.put(PLACE, prints.workbook({"一中": [["开鲁县教育局2024年花名册"], HEADER, person("赵X")]}))
    intake.run()
    assert intake.submission("a.xlsx")["question"] == (
        "没有认出是哪种表：工作表“一中”第 2 行像“申报花名册”的表头，但缺少必需的列：“工作单位”（也可写作“单位名称”“所在单位”“现工作单位”）"
        f"（各行同属一个单位的，也可以不加这一列，在表头上方单独写一行“单位：××××学校”）。{KNOWN}"
    )


@pytest.mark.parametrize("line", ["工作单位：开鲁县第一中学", "所在单位名称：开鲁县第一中学", "学校：开鲁县第一中学"])
def test_the_label_of_a_unit_above_is_no_part_of_its_name(intake, line):
    intake.put(PLACE, prints.workbook({"a": [[line], HEADER, person("赵X")]}))
    assert intake.run().rows == {"roster_b": 1}
    assert [r["unit_name"] for r in intake.rows("roster_b")] == [SCHOOL]


def test_a_unit_written_once_above_its_levels_in_a_post_table(intake):
    rows = [["序号", "单位名称", "岗位层级", "核定岗位数", "在聘人数"], [1, SCHOOL, "正高级", 1, 1], ["", "", "副高级", 2, 2], ["", "", "副高级", 3, 3]]
    rows += [["小计", "", "", 6, 6], ["", "", "中级", 4, 4], [2, "开鲁县医院", "副高级", 5, 5], [3, "", "中级", 6, 6]]
    intake.put(PLACE, prints.workbook({"a": rows}))
    assert intake.run().rows == {"post": 6}
    got = [(r["established"], r["unit_name"], r["filled_columns"]) for r in intake.rows("post")]
    assert got == [
        ("1", SCHOOL, []), ("2", SCHOOL, ["unit_name"]), ("3", None, []),  # the same level again: whose is it?
        ("4", None, []), ("5", "开鲁县医院", []), ("6", None, []),  # below a subtotal; numbered as a row of its own
    ]  # fmt: skip
    assert intake.submission("a.xlsx")["notes"].startswith("工作表“a”有 1 行没有填单位，已按上面一行的单位读取；")
