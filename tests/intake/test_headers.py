"""Headers of several rows, several tables in one sheet, and what is said of headers nobody knows."""

import pytest

from dagster_project.forms import load_forms
from dagster_project.intake.layout.header import find_header
from tests.intake import printed_tables as prints

FORMS = load_forms(year=2024)
PLACE = "2024/通辽市/a.xlsx"
FLAT = ["序号", "姓名", "工作单位", "申报资格名称"]


def found(rows: list[list]):
    return find_header([[text or None for text in row] for row in rows], FORMS)


def named(header) -> dict[int, str]:
    assert not header.missing
    return header.columns


@pytest.mark.parametrize(
    ("rows", "first", "last", "columns"),
    [
        ([["2024年申报花名册", "", "", "附件2"], FLAT, ["1", "赵X", "一中", "一级教师"]], 2, 2, {}),
        ([["单位（盖章）", "", "", "一中"], FLAT], 2, 2, {}),
        ([["基本情况", "", "", "申报情况", ""], [*FLAT[:3], "申报资格名称", "民族"]], 2, 2, {4: "ethnic_group"}),
        ([[*FLAT, "现有资格", ""], ["", "", "", "", "及取得时间", "备注"]], 1, 2, {4: "current_title", 5: "remark"}),
        (
            [[*FLAT, "现有资格及取得时间", ""], ["", "", "", "", "名称", "时间"]],
            1, 2, {4: "current_title", 5: "current_title"},
        ),
        ([["序号", "姓名", "工作单位", "申报", ""], ["", "", "", "资格名称", "专业"]], 1, 2, {4: "applied_specialty"}),
        (
            [["申报花名册", "", "第1页", "", ""], ["序号", "人员", "", "申报", ""], ["", "姓名", "单位", "资格", ""],
             ["", "", "名称", "名称", "备注"]],
            2, 4, {4: "remark"},
        ),
        ([[*FLAT, ""], ["合计", "", "", "", "9"]], 1, 1, {}),
    ],
)  # fmt: skip
def test_rows_of_a_header(rows, first, last, columns):
    header = found(rows)
    expected = {0: "seq", 1: "person_name", 2: "unit_name", 3: "applied_title"} | columns
    assert (header.first_no, header.row_no, named(header)) == (first, last, expected)


def test_a_merged_header_of_two_rows_is_read(intake):
    rows = [
        ["2024年申报花名册（工程系列）"],
        ["序号", "人员", "", "工作单位", "申报资格名称", "现有资格及取得时间", ""],
        ["", "姓名", "性别", "", "", "名称", "时间"],
        [1, "赵X", "女", "开鲁县水利局", "工程师", "助理工程师", "2018/12"],
        [2, "钱X", "男", "开鲁县水利局", "工程师", "", "2018/12"],
    ]
    merges = [(1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3), (1, 4, 2, 4), (1, 5, 1, 6)]
    intake.put(PLACE, prints.workbook({"a": rows}, merges={"a": merges}))
    assert intake.run().rows == {"roster_b": 2}
    first, second = intake.rows("roster_b")
    assert (first["row_no"], first["current_title"], first["sex"]) == (4, "助理工程师 2018/12", "女")
    assert (second["current_title"], second["title_series"]) == ("2018/12", "工程")
    assert [r["row_no"] for r in intake.rows("roster_b", kind="header")] == [2, 3]


def test_two_tables_one_below_the_other(intake):
    posts = [
        ["2024年岗位表"],
        ["序号", "单位名称", "岗位层级", "核定岗位数", "在聘人数"],
        [1, "开鲁县第一中学", "副高级", 10, 9],
        ["合计", "", "", 10, 9],
    ]
    rows = prints.tongliao_rows([prints.person(1), prints.person(2, "钱X")])
    intake.put(PLACE, prints.workbook({"a": [*rows, [], *posts]}))
    assert intake.run().rows == {"roster_b": 2, "post": 1}
    [post] = intake.rows("post")
    assert (post["row_no"], post["established"], post["title_year"]) == (14, "10", "2024")
    kinds = [r["row_kind"] for r in intake.rows("post", kind=None)]
    assert kinds == ["title", "header", "data", "total"]
    assert [r["row_kind"] for r in intake.rows("roster_b", kind=None)][-2:] == ["contact", "contact"]
    assert intake.submission("a.xlsx")["notes"] == (
        "工作表“a”里有 2 个表，已分别读取；工作表“a”缺少表样中的列：单位所属、旗县区、主管部门"
    )


def test_the_same_form_twice_in_a_sheet_with_other_columns_and_titles(intake):
    second = [
        ["2024年申报花名册（卫生系列）"],
        ["姓名", "单位", "申报职称"],
        ["孙X", "开鲁县医院", "主治医师"],
    ]
    rows = prints.tongliao_rows([prints.person(1)], "2024年申报花名册（工程系列）")[:4]
    intake.put(PLACE, prints.workbook({"a": rows + second}))
    assert intake.run().rows == {"roster_b": 2}
    got = [(r["row_no"], r["title_series"], r["applied_title"]) for r in intake.rows("roster_b")]
    assert got == [(4, "工程", "工程师"), (7, "卫生", "主治医师")]


def test_tables_side_by_side(intake):
    rows = [
        ["2023年名额分配表"],
        ["盟市", "控制人数", "盟市", "控制人数"],
        ["甲市", 3, "丙市", 5],
        ["乙市", 4, "合计", 12],
    ]
    intake.put("2023/自治区/名额.xlsx", prints.workbook({"a": rows}))
    assert intake.run().rows == {"quota": 3}
    got = [(r["sheet"], r["row_no"], r["quota_unit"], r["quota"]) for r in intake.rows("quota")]
    assert got == [
        ("a(左起第1栏)", 3, "甲市", "3"),
        ("a(左起第1栏)", 4, "乙市", "4"),
        ("a(左起第2栏)", 3, "丙市", "5"),
    ]
    [total] = intake.rows("quota", kind="total")
    assert total["quota"] == "12"


def test_a_header_repeated_on_each_page_is_no_new_table(intake):
    rows = prints.tongliao_rows([prints.person(1)])[:4] + [prints.TONGLIAO_HEADER, prints.person(2, "钱X")]
    intake.put(PLACE, prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_b": 2}
    assert len(intake.rows("roster_b", kind="header")) == 2
    assert intake.submission("a.xlsx")["notes"] is None


def test_titles_and_groups_repeated_on_each_page_are_no_rows(intake):
    page = [["开鲁县申报名单"], ["人员", "", "申报情况", ""], ["姓名", "性别", "单位", "申报职称"]]
    rows = [*page, ["赵X", "女", "一中", "一级教师"], *page, ["钱X", "男", "一中", "一级教师"]]
    intake.put(PLACE, prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_b": 2}
    kinds = [r["row_kind"] for r in intake.rows("roster_b", kind=None)]
    assert kinds == ["title", "title", "header", "data"] * 2


def test_a_row_of_column_numbers_is_no_person(intake):
    rows = [FLAT, ["1", "2", "3", "4"], [1, "赵X", "一中", "一级教师"]]
    intake.put(PLACE, prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_b": 1}


def test_an_unknown_header_is_named_with_the_nearest_known_one(intake):
    rows = [["序号", "姓名", "性别", "工作单位名", "申报资格名字"], [1, "赵X", "女", "一中", "一级教师"]]
    intake.put(PLACE, prints.workbook({"名单": rows}))
    intake.run()
    assert intake.submission("a.xlsx")["question"] == (
        "没有认出是哪种表：工作表“名单”第 1 行像“申报花名册”的表头，但缺少必需的列：“工作单位”（也可写作“单位名称”“所在单位”“现工作单位”）、“申报资格名称”（也可写作“申报职称”“申报职称名称”“申报资格”）；"
        "不认识的列：“工作单位名”（最接近的列名是“工作单位”）、“申报资格名字”（最接近的列名是“申报资格名称”）。"
        "已知的表有：申报花名册、绿色通道花名册、评审结果花名册、名额分配表、岗位表、单位登记表、公示登记表、批准事项登记表、申报人数统计表（事业在编）、申报人数统计表（事业非在编）、旗县区高级职称申报人数统计表。请按表样核对列名后重新报送。"
    )


def test_cells_merged_downwards_over_blank_rows_make_no_rows(intake):
    rows = [FLAT, [1, "赵X", "一中", "一级教师"], [2, "钱X", "", "一级教师"], [], []]
    intake.put(PLACE, prints.workbook({"a": rows + [["", "", ""]]}, merges={"a": [(1, 2, 5, 2)]}))
    assert intake.run().rows == {"roster_b": 2}
    assert [r["unit_name"] for r in intake.rows("roster_b")] == ["一中", "一中"]


SHORT = ["序号", "工作单位", "姓名", "申报资格名称"]


def test_a_title_tells_the_lower_table_of_the_same_columns_apart(intake):
    rows = [["2024年申报花名册"], SHORT, [1, "开鲁县第一中学", "赵X", "一级教师"], ["备注：绿色通道人员另附表"]]
    rows += [["2024年绿色通道职称申报人员花名册"], SHORT, [1, "开鲁县第一中学", "钱X", "高级教师"]]
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_b": 1, "roster_a": 1}
    assert [r["person_name"] for r in intake.rows("roster_a")] == ["钱X"]


def test_a_plain_title_ends_what_a_title_above_said(intake):
    rows = [["2024年绿色通道职称申报人员花名册"], SHORT, [1, "开鲁县第一中学", "赵X", "一级教师"]]
    rows += [["2024年申报花名册"], SHORT, [1, "开鲁县第一中学", "钱X", "高级教师"]]
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_a": 1, "roster_b": 1}


def test_a_header_repeated_without_its_title_goes_on_as_before(intake):
    rows = [["2024年绿色通道职称申报人员花名册"], SHORT, [1, "开鲁县第一中学", "赵X", "一级教师"]]
    rows += [["备注：一式两份"], SHORT, [2, "开鲁县第一中学", "钱X", "高级教师"]]
    intake.put("2024/通辽市/a.xlsx", prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_a": 2}


ONE = [["2024年申报花名册（工程系列）"], SHORT, [1, "开鲁县第一中学", "赵X", "工程师"]]


def kinds_of(intake, *forms: str) -> list[tuple]:
    found = [(r["row_no"], r["row_kind"]) for form in forms for r in intake.rows(form, kind=None)]
    return sorted(found)


def test_a_title_row_of_two_cells_between_tables_is_no_person(intake):
    """附件2 stands under 姓名; the person above it, with a number and a name only, is one."""
    rows = [*ONE, [2, "", "钱X"], ["2024年绿色通道职称申报人员花名册", "", "附件2"], SHORT]
    intake.put(PLACE, prints.workbook({"a": [*rows, [1, "开鲁县第一中学", "孙X", "高级教师"]]}))
    assert intake.run().rows == {"roster_b": 2, "roster_a": 1}
    assert [r["person_name"] for r in intake.rows("roster_b")] == ["赵X", "钱X"]
    assert kinds_of(intake, "roster_b", "roster_a")[3:] == [(4, "data"), (5, "title"), (6, "header"), (7, "data")]


def test_a_title_over_the_same_columns_begins_another_table(intake):
    """Of another series; the next page of the same one goes on."""
    rows = [*ONE, ["2024年申报花名册（卫生系列）", "", "附件3"], SHORT, [1, "开鲁县医院", "钱X", "主治医师"]]
    rows += [["2024年申报花名册（卫生系列）续表", "", "第2页"], SHORT, [2, "开鲁县医院", "孙X", "主治医师"]]
    intake.put(PLACE, prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_b": 3}
    got = [(r["person_name"], r["title_series"]) for r in intake.rows("roster_b")]
    assert got == [("赵X", "工程"), ("钱X", "卫生"), ("孙X", "卫生")]
    assert kinds_of(intake, "roster_b")[3:] == [
        (4, "title"), (5, "header"), (6, "data"), (7, "title"), (8, "header"), (9, "data")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        [["序号", "基本情况", "", ""], ["", "工作单位", "姓名", "申报职称"]],
        [["人员", "", "申报情况", ""], ["序号", "姓名", "工作单位", "申报职称"]],
    ],
)
def test_a_lower_table_under_names_of_groups(intake, header):
    rows = [*ONE, ["2024年申报花名册（卫生系列）"], *header]
    intake.put(PLACE, prints.workbook({"a": [*rows, ["1", "钱X", "钱X", "主治医师"]]}))
    assert intake.run().rows == {"roster_b": 2}
    assert [(r["seq"], r["person_name"]) for r in intake.rows("roster_b")] == [("1", "赵X"), ("1", "钱X")]
    assert [kind for _, kind in kinds_of(intake, "roster_b") if kind == "data"] == ["data"] * 2


def test_a_header_in_two_scripts(intake):
    header = ["ᠳᠤᠭᠠᠷ\n序号", "工作单位 Unit", "ᠨᠡᠷ᠎ᠡ 姓名", "申报资格名称\nTitle applied for"]
    intake.put(PLACE, prints.workbook({"a": [header, [1, "开鲁县第一中学", "赵X", "工程师"]]}))
    assert intake.run().rows == {"roster_b": 1}
    assert intake.rows("roster_b")[0]["unit_name"] == "开鲁县第一中学"


@pytest.mark.parametrize("numbers", ["甲乙丙丁", "甲乙12", "ABCD", "1234"])
def test_a_row_that_numbers_the_columns_is_part_of_the_header(intake, numbers):
    intake.put(PLACE, prints.workbook({"a": [*ONE[:2], list(numbers), ONE[2]]}))
    assert intake.run().rows == {"roster_b": 1}
    assert kinds_of(intake, "roster_b") == [(1, "title"), (2, "header"), (3, "header"), (4, "data")]


@pytest.mark.parametrize(
    "header",
    [
        ["序号(No.)", "工作单位（全称）", "姓名*（必填）", "申报资格名称(职务)"],
        ["序號", "工作單位", "姓名", "申報資格名稱"],
        ["序号①", "工作单位②", "姓名③", "申报资格名称④"],
    ],
)
def test_marks_footnotes_and_traditional_characters_in_a_header(intake, header):
    intake.put(PLACE, prints.workbook({"a": [header, [1, "开鲁县第一中学", "赵X", "工程师"]]}))
    assert intake.run().rows == {"roster_b": 1}
    [row] = intake.rows("roster_b")
    assert (row["unit_name"], row["person_name"], row["applied_title"], row["extra"]) == ("开鲁县第一中学", "赵X", "工程师", None)


@pytest.mark.parametrize(
    ("title", "columns", "forms"),
    [
        ("2024年评审结果", ["申报资格", "评审结果"], {"result": 1}),
        ("2024年名单", ["申报职称", "评审结论"], {"result": 1}),
        ("2024年高级职称评审通过人员名单", ["评审通过专业技术资格", "评审时间"], {"result": 1}),
        ("2024年名单", ["晋升职称", "备注"], {"roster_b": 1}),
    ],
)
def test_results_are_no_applications(intake, title, columns, forms):
    intake.put(PLACE, prints.workbook({"a": [[title], ["序号", "单位", "姓名", *columns], [1, "开鲁县第一中学", "赵X", "一级教师", "通过"]]}))
    assert intake.run().rows == forms


def test_a_list_of_those_who_passed_without_what_they_passed_is_returned(intake):
    rows = [["2024年高级职称评审通过人员名单"], ["序号", "工作单位", "姓名", "申报职称"], [1, "开鲁县第一中学", "赵X", "高级教师"]]
    intake.put(PLACE, prints.workbook({"a": rows}))
    intake.run()
    assert intake.submission("a.xlsx")["question"] == (
        "没有认出是哪种表：工作表“a”第 2 行像“评审结果花名册”的表头，但缺少必需的列：“通过资格名称”（也可写作“通过资格”“通过职称”“通过职称名称”）。"
        "已知的表有：申报花名册、绿色通道花名册、评审结果花名册、名额分配表、岗位表、单位登记表、公示登记表、批准事项登记表、申报人数统计表（事业在编）、申报人数统计表（事业非在编）、旗县区高级职称申报人数统计表。请按表样核对列名后重新报送。"
    )
