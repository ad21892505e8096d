"""The blank workbooks: laid out for clerks, and taken in whole, cell by cell, when filled in and handed back."""

import io

import pytest
from openpyxl import load_workbook

from dagster_project.cli import main
from dagster_project.forms import load_forms
from dagster_project.forms.template import OURS, templates
from dagster_project.forms.workbook import BLANK_ROWS, write_template
from dagster_project.intake.person import is_valid_id

FORMS = {form.code: form for form in load_forms(year=2024)}
TEMPLATES = {template.code: template for template in templates(2024, "包头市")}
BY_HAND = {"seq": [1, 2, 3], "phone": ["13800000001"] * 3, "id_number": ["15020219800101001X"] * 3}


def sheet_of(template, folder):
    write_template(template, folder / "t.xlsx")
    return load_workbook(folder / "t.xlsx").active


def cell_of(column, number):
    """A value for the n-th row filled in: a word of the list, else the example with the row's number behind it."""
    if column.name in BY_HAND:
        return BY_HAND[column.name][number]
    if column.choices:
        return column.choices[number % len(column.choices)]
    return int(column.example) + number if column.example.isdigit() else f"{column.example}{number}"


def fill(template, folder) -> tuple[bytes, list[dict]]:
    """The template with three rows below its example, and those rows as raw ought to hold them."""
    sheet = sheet_of(template, folder)
    header = next(row for row in sheet.iter_rows() if row[1].value == template.columns[1].label)[0].row
    rows = [[cell_of(column, n) for column in template.columns] for n in range(3)]
    for n, row in enumerate(rows):
        for i, value in enumerate(row):
            sheet.cell(header + 2 + n, i + 1).value = value
    out = io.BytesIO()
    sheet.parent.save(out)
    names = [column.name for column in template.columns]
    return out.getvalue(), [dict(zip(names, map(str, row), strict=True)) for row in rows]


def place_of(code: str) -> str:
    body = "自治区" if FORMS[code].handed_in_by == "自治区" else "包头市"
    return f"2024/{body}/{code}.xlsx"


def test_templates_filled_in_are_accepted_in_full(intake, tmp_path):
    expected = {}
    for code, template in TEMPLATES.items():
        content, expected[code] = fill(template, tmp_path)
        intake.put(place_of(code), content)
    assert intake.run().rows == dict.fromkeys(FORMS, 3)
    assert {(s["status"], s["notes"], s["question"]) for s in intake.submissions()} == {
        ("已接收", None, None)
    }
    for code, rows in expected.items():
        assert [{name: row[name] for name in rows[0]} for row in intake.rows(code)] == rows
        kinds = [row["row_kind"] for row in intake.rows(code, kind=None)]
        assert kinds.count("example") == 1 and set(kinds) <= {
            "title", "unit_row", "header", "example", "data", "remark", "contact"}  # fmt: skip
        others = set(FORMS[code].names) - set(rows[0])
        assert not any(row[name] or row["extra"] for row in intake.rows(code) for name in others)


def test_templates_with_nothing_in_them_are_returned_and_say_so(intake, tmp_path):
    for code, template in TEMPLATES.items():
        write_template(template, tmp_path / "t.xlsx")
        intake.put(place_of(code), (tmp_path / "t.xlsx").read_bytes())
    assert intake.run().rows == {}
    for one in intake.submissions():
        name = FORMS[one["place"].removesuffix(".xlsx")].name
        assert one["status"] == "已退回" and f"像“{name}”，但表头下面没有数据行" in one["question"]


@pytest.mark.parametrize("code", FORMS)
def test_every_header_is_explained_and_no_example_could_be_a_person(tmp_path, code):
    template = TEMPLATES[code]
    assert template.columns[0].name == "seq" and template.columns[0].example == "示例"
    sheet = sheet_of(template, tmp_path)
    header = next(row for row in sheet.iter_rows() if row[1].value == template.columns[1].label)
    assert [cell.value for cell in header if cell.value] == [column.label for column in template.columns]
    assert all(cell.comment and len(cell.comment.text) > 5 for cell in header if cell.value)
    assert not any(is_valid_id(column.example) for column in template.columns)
    required = {column.name for column in FORMS[code].columns if column.need != "optional"}
    assert required <= {column.name for column in template.columns}


def test_the_printed_roster_is_printed_as_it_was(tmp_path):
    sheet = sheet_of(TEMPLATES["roster_b"], tmp_path)
    assert sheet["A1"].value == "表样：通人社发〔2024〕108号 附件2"
    assert sheet["A2"].value == "包头市2024年申报（）级专业技术职称花名册（xx系列）"
    assert sheet["A3"].value == "单位（盖章）："
    assert [cell.value for cell in sheet[4]][:17] == [
        column.label for column in FORMS["roster_b"].columns[:17]
    ]
    assert [cell.value for cell in sheet[4]][17:] == ["编制", "申报渠道", "申报方式"]
    assert sheet.print_area == f"'申报花名册'!$A$1:$Q${5 + BLANK_ROWS + 5}"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A5", "$4:$4")
    assert (
        sheet["O6"].number_format == sheet.column_dimensions["O"].number_format == "@"
        and sheet["O5"].value == "18位号码"
    )
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists["B6:B5001"] == '"区直,盟市,旗县区,乡镇"' and lists["E6:E5001"] == '"男,女"'
    assert lists["Q6:Q5001"] == '"1,2,3,4,5,6,7,8,9,10"' and lists["R6:R5001"] == '"在编,非在编"'
    assert sheet.cell(6 + BLANK_ROWS, 1).value.startswith("备注：1.“单位所属”")


def test_lists_of_the_other_forms():
    lists = {(code, c.name): c.choices for code, t in TEMPLATES.items() for c in t.columns if c.choices}
    assert lists["result", "outcome"] == ("通过", "未通过", "缓评", "取消")
    assert lists["post", "post_level"] == ("正高级", "副高级", "高级", "中级", "初级")
    assert lists["unit", "unit_kind"] == ("事业单位", "企业", "非公企业", "社会组织", "机关")
    assert lists["publicity", "stage"] == ("单位", "盟市或主管部门", "评审结果")
    assert lists["approval", "matter"] == ("延期", "超岗", "名额", "会商")
    assert (
        lists["roster_b", "channel"][:2] == ("正常申报", "绿色通道")
        and "离岗创办" in lists["roster_b", "channel"]
    )
    assert {code for code, t in TEMPLATES.items() if t.mark == OURS} == {
        "result", "post", "unit", "publicity", "approval", "total_in_post", "total_off_post", "total_banner"}  # fmt: skip


def test_a_list_holds_only_what_is_in_force_in_the_year():
    [tilt] = [c for t in templates(2027) for c in t.columns if t.code == "roster_b" and c.name == "tilt"]
    assert tilt.choices == ("1", "2", "3", "4", "5", "6", "7", "9", "10")


def test_the_command_writes_one_workbook_a_form(tmp_path, capsys):
    home = str(tmp_path / "home")
    assert main(["--home", home, "init"]) == 0
    assert (
        main(
            ["--home", home, "files", "templates", str(tmp_path / "t"), "--year", "2024", "--bureau", "通辽"]
        )
        == 0
    )
    assert {path.stem for path in (tmp_path / "t").iterdir()} == {form.name for form in FORMS.values()}
    assert load_workbook(tmp_path / "t/岗位表.xlsx").active["A2"].value == "通辽市2024年岗位表"
    assert "填好后放进 inbox/<年度>/<报送单位>/" in capsys.readouterr().out
    assert main(["--home", home, "files", "templates", str(tmp_path / "t"), "--bureau", "某市"]) == 2


def test_without_year_and_body_both_are_left_to_be_written_in(tmp_path):
    [roster] = [template for template in templates() if template.code == "roster_b"]
    assert roster.title == "　　　　盟市　　　　年申报（）级专业技术职称花名册（xx系列）"
