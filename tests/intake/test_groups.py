"""Rows that stand over others: a unit alone gives its people their unit, a category is no person, "as above" is what is above."""

import pytest

from dagster_project.forms import load_forms
from dagster_project.intake.layout.table import SheetReader
from tests.intake import printed_tables as prints

FORMS = load_forms(year=2024)
PLACE = "2024/通辽市/a.xlsx"
HEADER = ["序号", "工作单位", "姓名", "申报资格名称", "备注"]
FIRST, SECOND = "开鲁县第一中学", "开鲁县第二中学"


def person(number: int, name: str, unit: str = "") -> list:
    return [number, unit, name, "一级教师", ""]


def read(rows: list[list]) -> list[dict]:
    """All rows of a sheet: their kind, the texts of their columns, and which of these were filled."""
    found = []

    def take(_, part) -> None:
        for j, kind in enumerate(part.kinds):
            found.append({name: texts[j] for name, texts in part.columns.items()} | {"kind": kind, "filled": part.filled[j]})

    SheetReader("", FORMS, [], take).read(iter(rows))
    return found


def data(rows: list[dict]) -> list[tuple]:
    return [(r["person_name"], r["unit_name"], r["filled"]) for r in rows if r["kind"] == "data"]


def kinds(rows: list[dict]) -> list[str]:
    return [r["kind"] for r in rows]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([FIRST], [SECOND]),
        (["", FIRST], ["", SECOND]),
        (["一、" + FIRST], ["二、" + SECOND + "（1人）"]),
        (["一", FIRST], ["（二）", SECOND, "1人"]),
        (["单位：" + FIRST], ["单位名称：" + SECOND]),
    ],
)
def test_a_unit_alone_in_a_row_is_the_unit_of_those_below(first, second):
    rows = read([HEADER, first, person(1, "赵X"), person(2, "钱X"), second, person(1, "孙X"), ["合计", "", "3人"]])
    assert kinds(rows) == ["header", "unit_row", "data", "data", "unit_row", "data", "total"]
    unit = ("unit_name",)
    assert data(rows) == [("赵X", FIRST, unit), ("钱X", FIRST, unit), ("孙X", SECOND, unit)]


def test_a_unit_alone_gives_nothing_where_rows_below_have_units_of_their_own():
    """The department stands over several units: whose the person without one is, nobody says."""
    rows = read([HEADER, ["开鲁县教育局"], person(1, "赵X"), person(2, "钱X", FIRST), person(3, "孙X", SECOND)])
    assert data(rows) == [("赵X", None, ()), ("钱X", FIRST, ()), ("孙X", SECOND, ())]


@pytest.mark.parametrize("category", [["一", "高中教师"], ["一", "", "高中教师"], ["一", "小学"], ["一", "高中部"]])
def test_a_numbered_category_is_no_person(category):
    rows = read([HEADER, category, person(1, "赵X", FIRST), person(2, "钱X", FIRST)])
    assert kinds(rows) == ["header", "remark", "data", "data"]


def test_persons_numbered_in_chinese_stay_persons():
    rows = read([HEADER, ["一", FIRST, "赵X"], ["二", FIRST, "钱X", "一级教师"], ["三", "", "孙X"]])
    assert [name for name, *_ in data(rows)] == ["赵X", "钱X", "孙X"]


def test_a_roster_without_a_column_of_units_is_of_the_unit_named_above(intake):
    rows = [["单位（盖章）：" + FIRST], HEADER[:1] + HEADER[2:], [1, "赵X", "一级教师"], [2, "钱X", "一级教师"]]
    intake.put(PLACE, prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_b": 2}
    got = [(r["person_name"], r["unit_name"], r["filled_columns"]) for r in intake.rows("roster_b")]
    assert got == [("赵X", FIRST, ["unit_name"]), ("钱X", FIRST, ["unit_name"])]
    assert intake.submission("a.xlsx")["notes"].startswith("工作表“a”有 2 行没有填单位，已按其上方单独写明的单位读取；")


def test_a_department_above_says_of_no_row_where_people_work(intake):
    intake.put(PLACE, prints.workbook({"a": [["单位（盖章）：开鲁县教育局"], HEADER[:1] + HEADER[2:], [1, "赵X", "一级教师"]]}))
    intake.run()
    assert intake.submission("a.xlsx")["question"] == (
        "没有认出是哪种表：工作表“a”第 2 行像“申报花名册”的表头，但缺少必需的列：“工作单位”（也可写作“单位名称”“所在单位”“现工作单位”）"
        "（各行同属一个单位的，也可以不加这一列，在表头上方单独写一行“单位：××××学校”）。已知的表有：申报花名册、绿色通道花名册、评审结果花名册、名额分配表、岗位表、单位登记表、公示登记表、批准事项登记表、"
        "申报人数统计表（事业在编）、申报人数统计表（事业非在编）、旗县区高级职称申报人数统计表。请按表样核对列名后重新报送。"
    )


@pytest.mark.parametrize("sign", ["同上", "〃", "″", '"'])
def test_signs_for_as_above_are_what_stands_above(sign):
    rows = read([HEADER, person(1, "赵X", FIRST), [2, sign, "钱X", sign], ["小计", "", "2"], [3, sign, "孙X", "工程师"]])
    given = ("unit_name", "applied_title")
    assert data(rows) == [("赵X", FIRST, ()), ("钱X", FIRST, given), ("孙X", FIRST, given[:1])]
    assert [r["applied_title"] for r in rows if r["kind"] == "data"] == ["一级教师", "一级教师", "工程师"]


def test_as_above_with_nothing_above_is_empty():
    assert data(read([HEADER, person(1, "赵X", "同上")])) == [("赵X", None, ("unit_name",))]


def test_a_person_merged_over_two_rows_is_one_application(intake):
    """Two schools that the person graduated from; the second person's two titles are two applications."""
    header = ["工作单位", "姓名", "申报资格名称", "毕业院校及时间"]
    rows = [header, [FIRST, "赵X", "一级教师", "甲校"], ["", "", "", "乙校"], [FIRST, "钱X", "一级教师", ""], ["", "", "一级播音员", ""]]
    merges = [(1, n, 2, n) for n in range(3)] + [(3, 0, 4, 0), (3, 1, 4, 1)]
    intake.put(PLACE, prints.workbook({"a": rows}, merges={"a": merges}))
    assert intake.run().rows == {"roster_b": 3}
    got = [(r["row_no"], r["person_name"], r["applied_title"]) for r in intake.rows("roster_b")]
    assert got == [(2, "赵X", "一级教师"), (4, "钱X", "一级教师"), (5, "钱X", "一级播音员")]
    assert intake.submission("a.xlsx")["notes"].startswith(
        "工作表“a”有 1 行的姓名和申报资格与上一行合并成一格，按同一人的同一项申报只计一次，以第一行的内容为准；"
    )


def test_a_column_of_series_makes_no_roster_a_green_channel():
    rows = read([["序号", "系列", "政治面貌", "工作单位", "姓名", "申报资格名称"], [1, "卫生", "群众", "县医院", "赵X", "主治医师"]])
    assert [r["series"] for r in rows if r["kind"] == "data"] == ["卫生"]
    seen = []
    SheetReader("", FORMS, [], lambda table, _: seen.append(table.header.form.code)).read(iter([HEADER[:4] + ["系列"], person(1, "赵X", FIRST)]))
    assert set(seen) == {"roster_b"}
