"""The set handed in at application time: its tables are forms, its figures the mart's, and what is not known is not zero."""

import openpyxl
import pytest

from dagster_project.cli import main
from dagster_project.home import Home
from dagster_project.reports import write_application
from tests.reports.reading import bookmarks, pdf_text, word_cell, word_text, workbook_cell
from tests.reports.small_mart import application, build, item, ordinary, result

BODY = "150500"


def total(form: str, level: str, persons: int, series: str = "05", **more) -> dict:
    codes = {"正高级": "411", "副高级": "412", "中级": "420"}
    names = {"05": "工程技术人员", "04": "卫生技术人员"}
    return {"bureau_code": BODY, "form_code": form, "series_code": series, "series_name": names[series],
            "level_code": codes[level], "level_name": level, "persons": persons} | more  # fmt: skip


ROWS = [
    total("total_in_post", "副高级", 7), total("total_in_post", "中级", 5), total("total_in_post", "正高级", 3, "04"),
    total("total_banner", "副高级", 4, banner_code="150502", banner_name="科尔沁区"),
    total("total_banner", "正高级", 2, "04", banner_code="150502", banner_name="科尔沁区"),
    total("total_banner", "正高级", 1, "04", banner_code="150581", banner_name="霍林郭勒市"),
]  # fmt: skip


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "home").create()
    build(home.published / "mart-1.duckdb", **ordinary() | {"mart_application_total": ROWS})
    home.mart.symlink_to("mart-1.duckdb")
    return home


def sheet(path) -> list[list]:
    """The lines of a form from its header to its total, by the values kept beside formulas."""
    lines = [[c for c in row] for row in openpyxl.load_workbook(path, data_only=True).active.iter_rows(values_only=True)]
    return [line for line in lines[3:] if line[0] is not None and not str(line[0]).startswith("备注")]


def test_the_three_tables_are_filled_forms(home, tmp_path):
    records = write_application(home.mart, 2023, "通辽市", tmp_path / "out")
    by_name = {path.name: path for path in records}
    assert sorted(by_name) == sorted([
        "2023年度职称申报情况报告_通辽市.docx", "2023年度职称申报情况报告_通辽市.pdf", "2023年度申报人数统计表（事业在编）_通辽市.xlsx",
        "2023年度申报人数统计表（事业非在编）_通辽市.xlsx", "2023年度旗县区高级职称申报人数统计表_通辽市.xlsx",
    ])  # fmt: skip
    in_post = by_name["2023年度申报人数统计表（事业在编）_通辽市.xlsx"]
    assert sheet(in_post) == [
        ["序号", "系列", "正高级", "副高级", "中级", "助理级", "员级", "合计", "备注"],
        [1, "卫生技术人员", 3, 0, 0, 0, 0, 3, None], [2, "工程技术人员", 0, 7, 5, 0, 0, 12, None],
        ["合计", None, 3, 7, 5, 0, 0, 15, None],
    ]  # fmt: skip
    assert sheet(by_name["2023年度申报人数统计表（事业非在编）_通辽市.xlsx"])[1:] == [
        [1, "无", 0, 0, 0, 0, 0, 0, None], ["合计", None, 0, 0, 0, 0, 0, 0, None],
    ]  # fmt: skip
    assert sheet(by_name["2023年度旗县区高级职称申报人数统计表_通辽市.xlsx"]) == [
        ["序号", "旗县区", "系列", "正高级", "副高级", "合计", "已设高级岗位数", "备注"],
        [1, "科尔沁区", "卫生技术人员", 2, 0, 2, 60, None], [2, "科尔沁区", "工程技术人员", 0, 4, 4, None, None],
        [3, "霍林郭勒市", "卫生技术人员", 1, 0, 1, None, None], ["合计", None, None, 3, 4, 7, 60, None],
    ]  # fmt: skip
    head = [row[0] for row in openpyxl.load_workbook(in_post).active.iter_rows(max_row=3, values_only=True)]
    assert head == ["本系统建议格式（通知未印此表列名）", "通辽市2023年职称申报人数统计表（事业在编）", "单位（盖章）：通辽市"]
    formulas = openpyxl.load_workbook(in_post).active
    assert (formulas["H6"].value, formulas["C7"].value) == ("=SUM(C6:G6)", "=SUM(C5:C6)")


def test_every_figure_stands_where_it_is_recorded(home, tmp_path):
    for path, record in write_application(home.mart, 2023, "通辽市", tmp_path / "out").items():
        read = {".xlsx": workbook_cell, ".docx": word_cell}.get(path.suffix)
        assert record and len({place.where for place in record}) == len(record)
        at = read(path) if read else None
        for place in record if read else ():
            assert at(place.where) == (place.value if path.suffix == ".xlsx" else place.shown), place


def test_the_report_says_who_applies_for_what(home, tmp_path):
    records = write_application(home.mart, 2023, "通辽市", tmp_path / "out")
    word, pdf = (next(path for path in records if path.suffix == suffix) for suffix in (".docx", ".pdf"))
    said = word_text(word)
    assert "事业在编15人（其中正高级3人、副高级7人、中级5人）；事业非在编0人。" in said
    assert "3.通辽市2023年旗县区高级职称申报人数统计表" in said
    assert bookmarks(pdf) == [
        "一、申报总体情况", "（一）按系列", "（二）事业单位申报人数", "（三）旗县区高级职称申报", "二、岗位与名额", "（一）超岗位申报",
        "（二）名额使用", "三、倾斜政策与单列途径", "四、须说明的事项", "五、材料报送情况", "六、口径说明",
    ]  # fmt: skip
    assert "事业在编15人（其中正高级3人、副高级7人、中级5人）" in pdf_text(pdf, "内部版")


def test_a_year_without_applications_has_a_report_and_no_table(home, tmp_path):
    records = write_application(home.mart, 2022, "通辽市", tmp_path / "out")
    assert {path.suffix for path in records} == {".docx", ".pdf"} and not any(records.values())
    assert "没有收到申报花名册，不作统计；这不代表数字为零。" in word_text(next(p for p in records if p.suffix == ".docx"))


def test_one_applicant_without_a_post_table_in_a_year_before_the_rules(tmp_path):
    alone = {
        "mart_pass_rate": [result(BODY, "工程技术人员", "副高级", (1, None, 0, None, 0), review_year=2021)],
        "mart_application": [application(BODY, "通辽市本级", "副高级", 1, review_year=2021)],
        "mart_application_total": [total("total_in_post", "副高级", 1, review_year=2021)],
    }
    records = write_application(build(tmp_path / "mart.duckdb", **alone), 2021, BODY, tmp_path / "out")
    said = word_text(next(path for path in records if path.suffix == ".docx"))
    assert "以评审方式申报职称1人次（上年无数据，不作比较）；申报人数1人。" in said
    assert "没有可用的岗位表，超岗位申报无数据，不作判定。" in said and "没有收到本年度的名额分配表" in said
    assert "本年度没有可判定的规定，只列数字，不作合规判定。" in said
    assert [line[-2] for line in sheet(next(path for path in records if "旗县区" in path.name))[1:]] == [None, None]


def test_wrong_use_is_said(home, capsys):
    for words, said in (
        (("--year", "2023"), "请写明 --bureau 单位"), (("--bureau", "通辽市", "--edition", "public"), "没有公开版"),
        (("--bureau", "上海市"), "没有名为“上海市”的报送单位"),
    ):  # fmt: skip
        assert main(["--home", str(home.path), "report", "application", *words]) == 2
        assert said in capsys.readouterr().err


def test_items_over_a_limit_are_named(tmp_path):
    rows = ordinary() | {"mart_application_total": ROWS, "mart_compliance": [item(BODY, "150502", "科尔沁区", "超限", (4, 60, 3))]}
    records = write_application(build(tmp_path / "mart.duckdb", **rows), 2023, BODY, tmp_path / "out")
    assert "通辽市科尔沁区：超岗申报高级职称比例（高级），计4" in word_text(next(p for p in records if p.suffix == ".docx"))
