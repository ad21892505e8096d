"""Forms as rows of data: what a header cell means, in which form and year."""

import csv

import pytest

from dagster_project.forms import FORMS_DIR, header_key, load_forms
from dagster_project.forms.catalogue import bare_key

FORMS = {form.code: form for form in load_forms()}


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("毕业院校及\n时间", "毕业院校及时间"),
        ("盟 市", "盟市"),
        ("2023 年申报控制人数 (人)", "申报控制人数(人)"),
        ("引进（招聘）批复时间", "引进(招聘)批复时间"),
        ("＊姓　名：", "姓名"),
        ("2024年度申报控制人数", "申报控制人数"),
    ],
)
def test_header_key(printed, key):
    assert header_key(printed) == key


def test_printed_columns_in_printed_order():
    assert [c.label for c in FORMS["roster_b"].columns][:17] == [
        "序号",
        "单位所属",
        "工作单位",
        "姓名",
        "性别",
        "民族",
        "出生年月",
        "学历",
        "毕业院校及时间",
        "所学专业",
        "现有资格及取得时间",
        "现从事专业",
        "申报资格名称",
        "继续教育",
        "身份证号",
        "联系电话",
        "倾斜政策",
    ]
    assert [c.label for c in FORMS["roster_a"].columns][:16] == [
        "序号",
        "工作单位",
        "姓名",
        "性别",
        "出生年月",
        "民族",
        "政治面貌",
        "学历",
        "毕业院校及时间",
        "引进（招聘）批复时间",
        "引进单位（原工作单位）",
        "专业系列",
        "现资格名称及取得时间",
        "申报资格名称",
        "现从事专业",
        "备注",
    ]


def test_bracketed_units_may_be_left_out_or_added():
    assert FORMS["quota"].column_of("2023年申报控制人数") == "quota"
    assert FORMS["post"].column_of("核定岗位数（个）") == "established"
    assert FORMS["roster_a"].column_of("引进单位") == "origin_unit"


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.code)
def test_no_writing_means_two_columns_of_one_form(form):
    meant: dict[str, str] = {}
    for column in form.columns:
        for label in (column.label, *column.aliases):
            for key in {header_key(label), bare_key(label)}:
                assert meant.setdefault(key, column.name) == column.name, label


def test_each_row_is_placed_and_sourced():
    with (FORMS_DIR / "form_column.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {r["need"] for r in rows} == {"required", "expected", "optional", "across", "across_part", "across_not", "across_sure", "instead"}
    assert {r["status"] for r in rows} == {"fact", "ours"}
    assert all(r["source"] and r["form_code"] in FORMS for r in rows)


def test_a_column_holds_from_its_year_to_its_year(tmp_path):
    for name in ("form.csv", "form_column.csv"):
        text = (FORMS_DIR / name).read_text("utf-8")
        (tmp_path / name).write_text(text, "utf-8")
    with (tmp_path / "form_column.csv").open("a", encoding="utf-8") as file:
        file.write("post,12,established,岗位总量,,required,2025-01-01,2025-12-31,fact,编造的通知\n")
    post = {year: {f.code: f for f in load_forms(tmp_path, year)}["post"] for year in (2024, 2025, 2026)}
    assert [post[y].column_of("岗位总量") for y in post] == [None, "established", None]
    assert post[2025].column_of("核定岗位数") == "established"


def test_each_level_or_grade_that_may_lie_across_is_known_to_the_reckoning():
    """Its value is written into the row as 岗位层级: int_post must find it under a level, a grade under that of its range."""
    with (FORMS_DIR.parent / "codes" / "post_level.csv").open(encoding="utf-8", newline="") as file:
        levels = {word: r["post_level"] for r in csv.DictReader(file) for word in (r["post_level"], *r["aliases"].split("|"))}
    values = [known.value for known in FORMS["post"].wide.values()]
    assert set(values) <= levels.keys()
    grades = [f"专业技术{n}级" for n in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")]
    assert [levels[grade] for grade in grades] == ["正高级"] * 4 + ["副高级"] * 3 + ["中级"] * 3 + ["初级"] * 3
