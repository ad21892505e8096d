"""Rows and names of sheets that say of which series and level the people below are; a cell of their own goes before it."""

import pytest

from dagster_project.intake.layout.category import category
from tests.intake import printed_tables as prints

PLACE = "2024/通辽市/a.xlsx"
HEADER = ["序号", "工作单位", "姓名", "申报资格名称", "系列"]


def person(name: str, title: str, series: str = "") -> list:
    return [1, "开鲁县水利局", name, title, series]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["一、工程系列"], (0, "工程", None)),
        (["(二)卫生系列 副高级"], (1, "卫生", "副高级")),
        (["一", "工程系列", "3人"], (0, "工程", None)),
        (["工程系列(水利专业):"], (0, "工程", None)),
        (["一、申报工程系列副高级职称人员"], (0, "工程", "副高级")),
        (["中小学教师系列(高级)"], (0, "中小学教师", "高级")),
        (["副高级(5人)"], (1, None, "副高级")),
        (["二、中级职称"], (0, None, "中级")),
        (["一、高中教师"], None),
        (["小学高级教师"], None),
        (["一级教师"], None),
        (["高级、中级"], None),
        (["开鲁县医院卫生系列"], None),
        (["甲、乙系列及丙系列"], None),
    ],
)
def test_what_a_row_says_of_those_below(texts, said):
    found = category(texts)
    assert (found and (found.rank, found.series, found.level)) == said


def got(intake) -> list[tuple]:
    return [(r["person_name"], r["title_series"], r["title_level"], r["series"], r["filled_columns"]) for r in intake.rows("roster_b")]


def test_categories_hold_until_the_next_of_their_rank(intake):
    rows = [HEADER, person("赵X", "工程师"), ["一、工程系列"], ["（一）副高级"], person("钱X", "高级工程师"), ["小计", "", "1人"]]
    rows += [["（二）中级"], person("孙X", "工程师"), person("李X", "会计师", "会计"), ["二、卫生系列"], person("周X", "主治医师")]
    intake.put(PLACE, prints.workbook({"a": [["2024年申报（高）级专业技术职称花名册（农业系列）"], *rows]}))
    assert intake.run().rows == {"roster_b": 5}
    both = ["title_series", "title_level"]
    assert got(intake) == [
        ("赵X", "农业", "高级", None, []), ("钱X", "工程", "副高级", None, both), ("孙X", "工程", "中级", None, both),
        ("李X", "工程", "中级", "会计", both), ("周X", "卫生", "高级", None, ["title_series"]),
    ]  # fmt: skip
    assert intake.submission("a.xlsx")["notes"].startswith(
        "工作表“a”有 4 行的系列或层级，已按其上方的类别行读取（该行自己填了系列的，以自己填的为准）；"
    )


def test_a_category_above_a_repeated_header_ends_the_one_before(intake):
    rows = [HEADER, ["一、工程系列"], person("赵X", "工程师"), [], ["二、卫生系列"], HEADER, person("钱X", "主治医师")]
    intake.put(PLACE, prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_b": 2}
    assert [one[:2] for one in got(intake)] == [("赵X", "工程"), ("钱X", "卫生")]


def test_categories_in_a_long_table(intake):
    """Rows that are kept as arrays say the same."""
    rows = [HEADER, *(person(f"赵{n}X", "工程师") for n in range(600)), ["一、工程系列"], *(person(f"钱{n}X", "工程师") for n in range(600))]
    intake.put(PLACE, prints.workbook({"a": rows}))
    assert intake.run().rows == {"roster_b": 1200}
    assert [r["title_series"] for r in intake.rows("roster_b")] == [None] * 600 + ["工程"] * 600


def test_the_name_of_the_sheet_says_what_no_title_says(intake):
    sheets = {"工程系列副高级": [HEADER, person("赵X", "高级工程师")], "卫生系列": [["2024年申报花名册（农业系列）"], HEADER, person("钱X", "农艺师")]}
    intake.put(PLACE, prints.workbook(sheets))
    assert intake.run().rows == {"roster_b": 2}
    assert [one[:3] for one in got(intake)] == [("赵X", "工程", "副高级"), ("钱X", "农业", None)]


@pytest.mark.parametrize("name", ["2023年", "2023", "2023年度人员"])
def test_a_sheet_named_by_another_year_is_asked_about(intake, name):
    intake.put(PLACE, prints.workbook({"2024年": [HEADER, person("赵X", "工程师")], name: [HEADER, person("钱X", "工程师")]}))
    intake.run()
    one = intake.submission("a.xlsx")
    assert (one["status"], one["question"]) == ("待确认", "表题或工作表名写的是 2023 年，文件放在 2024 年。这是 2024 年的表吗？")
