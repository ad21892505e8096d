"""What a returned workbook holds, and that nothing of the original is lost, by kind of file."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from dagster_project.forms import ours
from dagster_project.returned import kept
from tests.intake import printed_tables as prints
from tests.returned.conftest import ID, finding

RED, YELLOW = "F8B4B4", "FFF2A8"
FIXTURES = Path(__file__).parents[1] / "intake" / "fixtures"


def colour(cell) -> str | None:
    return cell.fill.fgColor.rgb[-6:] if cell.fill.fill_type else None


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_marks_columns_filter_lists_and_the_hidden_id(desk):
    law = "通人社发〔2024〕108号 附件2备注2"
    book = desk.send(
        prints.tongliao(), "花名册.xlsx", finding(4), finding(5, "倾斜政策", severity="提示", label="代码不认识", clause=law),
        finding(5, None, severity="提示", label="整行"),
    )  # fmt: skip
    assert book.sheetnames == [ours.EXPLANATION, "Sheet1", ours.MARK]
    sheet, hidden = book["Sheet1"], book[ours.MARK]
    assert (hidden.sheet_state, hidden["A1"].value, hidden["B1"].value) == ("veryHidden", ours.KEY, ID)
    assert [sheet.cell(3, c).value for c in (17, 18, 19)] == ["倾斜政策", ours.ISSUE, ours.STATUS]
    assert [sheet.cell(r, 19).value for r in (4, 5, 6, 7)] == ["暂存待改", "接收（有提示）", "接收", None]
    assert sheet["R4"].value == "[暂存] 申报资格名称：申报资格名称不在职称表中。应为职称表中的全称；请改为职称全称。"
    assert sheet["R5"].value.splitlines()[1] == "[提示] 整行。应为职称表中的全称；请改为职称全称。"
    assert f"（依据：{law}）" in sheet["R5"].value
    assert [colour(sheet[at]) for at in ("M4", "Q5", "M5", "S4", "S5", "S6")] == [RED, YELLOW, None, RED, YELLOW, None]
    assert sheet["M4"].comment.text == (
        "【退回修改】暂存：申报资格名称不在职称表中\n原填：高级工程师\n应为职称表中的全称；请改为职称全称。"
    )
    assert sheet["Q5"].comment.text.endswith(f"依据：{law}")
    assert sheet.auto_filter.ref == "A3:S6"
    lists = {str(rule.sqref).split(":")[0]: (rule.formula1, rule.showErrorMessage) for rule in sheet.data_validations.dataValidation}
    assert lists["E4"] == ('"男,女"', True) and lists["Q4"] == ('"1,2,3,4,5,6,7,8,9,10"', False)
    assert not any(one.protection.sheet for one in book.worksheets)
    assert [one.sheet_view.tabSelected for one in book.worksheets] == [True, False, None]


@pytest.mark.parametrize(("column", "cells"), [
    ("毕业院校及时间、现有资格及取得时间", ["I4", "K4"]),
    ("现资格名称及取得时间", ["K4"]),  # as the other roster prints it
    ("性别至民族各列", ["E4", "F4"]),
    ("旗县从事专业年限", ["A4"]),  # a column that this file lacks
    ("小计、合计", ["A4"]),
])  # fmt: skip
def test_every_column_that_is_meant_is_marked_and_one_at_least(desk, column, cells):
    sheet = desk.send(prints.tongliao(), "花名册.xlsx", finding(4, column, label="日期不存在"))["Sheet1"]
    marked = [cell.coordinate for cell in sheet[4][:17] if colour(cell) == RED]
    assert marked == cells == [cell.coordinate for cell in sheet[4] if cell.comment]
    assert all("日期不存在" in sheet[at].comment.text for at in cells)


def test_the_first_sheet_counts_lists_by_banner_and_says_how(desk):
    rows = desk.send(prints.tongliao(), "子/花名册.xlsx", finding(5), finding(6, severity="提示"))[ours.EXPLANATION]
    texts = [[cell for cell in row if cell is not None] for row in rows.iter_rows(values_only=True)]
    assert texts[0] == ["通辽市 2024 年退回修改说明"]
    assert texts[1] == [f"报送文件：子/花名册.xlsx　　报送编号：{ID}　　状态：部分接收"]
    assert texts[2] == ["本文件 3 行：接收 2，接收（有提示）0，暂存待改 1。"]
    assert ["开鲁县", 1, 0, "Sheet1 第 5 行"] in texts and ["不能确定旗县区", 0, 1, "Sheet1 第 6 行"] in texts
    assert ["申报资格名称不在职称表中", "暂存", 1, "应为职称表中的全称；请改为职称全称。"] in texts
    assert any("自动替代原来的那一份" in text for [text, *_] in filter(None, texts))


def test_the_first_sheet_says_of_several_rows_what_holds_for_all(desk):
    said = "应等于花名册中的人数（{}应为 {}）；请核对统计表，改正（含合计）。"
    own = [finding(row, severity="提示", label="统计表人数", message=said.format(*words)) for row, words in ((4, ("中级", 1)), (5, ("中级", 2)))]
    one = finding(6, severity="提示", label="只有一处", message=said.format("初级", 3))
    rows = desk.send(prints.tongliao(), "花名册.xlsx", *own, one)[ours.EXPLANATION]
    told = {row[0]: row[2:4] for row in rows.iter_rows(max_col=4, values_only=True)}
    assert told["统计表人数"] == (2, "应等于花名册中的人数；请核对统计表，改正（含合计）。")
    assert told["只有一处"] == (1, said.format("初级", 3))


@pytest.mark.parametrize("column", ["姓名", "身份证号", "联系电话"])
def test_a_comment_never_repeats_a_name_a_number_or_a_telephone(desk, column):
    rows = [prints.person(1, "赵某某", 身份证号="150523198001011234", 联系电话="13900000000")]
    book = desk.send(prints.tongliao(rows), "花名册.xlsx", finding(4, column))
    text = next(cell.comment.text for row in book["Sheet1"].iter_rows() for cell in row if cell.comment)
    assert not any(own in text for own in ("赵某某", "150523198001011234", "13900000000")) and "原填" not in text
    for name in (ours.EXPLANATION, "Sheet1"):
        said = " ".join(str(v) for row in book[name].iter_rows(min_col=1 if name != "Sheet1" else 18, values_only=True) for v in row)
        assert "赵某某" not in said and "150523198001011234" not in said


def own_workbook() -> Workbook:
    """A clerk's workbook with all that must stay: merges, widths, hidden things, formulas, rules, comments, a lock."""
    book = Workbook()
    sheet = book.active
    sheet.title = "花名册"
    for row in prints.tongliao_rows([prints.person(n, name) for n, name in enumerate(["赵一", "钱二", "孙三"], 1)]):
        sheet.append(row)
    sheet.merge_cells("A1:Q1")
    sheet.merge_cells("C4:C5")
    sheet.column_dimensions["C"].width = 31
    sheet.column_dimensions["J"].hidden = True
    sheet.row_dimensions[5].hidden = True
    sheet.row_dimensions[4].height = 33
    sheet["A6"] = "=A4+2"
    sheet["L6"] = '="=1+1"'
    sheet["K4"] = "=1+1"
    sheet["K4"].data_type = "s"
    sheet["M4"].comment = Comment("本人核对过", "某人")
    rule = DataValidation("list", formula1='"甲,乙"')
    rule.add("E4:E6")
    sheet.add_data_validation(rule)
    sheet.protection.sheet = True
    other = book.create_sheet("底稿")
    other["A1"] = "留着"
    other.sheet_state = "hidden"
    return book


def test_an_xlsx_stays_as_it_was(desk):
    book = desk.send(saved(own_workbook()), "花名册.xlsx", finding(4, sheet="花名册"), finding(5, "工作单位", sheet="花名册"))
    sheet = book["花名册"]
    assert {str(span) for span in sheet.merged_cells.ranges} == {"A1:Q1", "C4:C5"}
    assert (sheet.column_dimensions["C"].width, sheet.column_dimensions["J"].hidden) == (31, True)
    assert (sheet.row_dimensions[5].hidden, sheet.row_dimensions[4].height) == (True, 33)
    assert (book["底稿"].sheet_state, book["底稿"]["A1"].value) == ("hidden", "留着")
    assert (sheet["A6"].value, sheet["K4"].value, sheet["K4"].data_type) == ("=A4+2", "=1+1", "s")
    assert sheet["M4"].comment.text.endswith("\n\n原有批注：本人核对过")
    assert (colour(sheet["C4"]), "工作单位" in sheet["R5"].value) == (RED, True)  # a merge is marked in its first cell
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation if "E4" in str(rule.sqref)] == ['"甲,乙"']
    assert not sheet.protection.sheet


def test_formulas_keep_the_values_that_they_showed(desk):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Sheet1")
    for number, row in enumerate(prints.tongliao_rows([prints.person(1, "赵一")])):
        sheet.write_row(number, 0, row)
    sheet.write_formula(3, 0, "=ROW()-3", None, 1)
    sheet.write_formula(3, 2, '="开鲁县"&"<第一>中学"', None, "开鲁县<第一>中学")
    book.close()
    desk.send(out.getvalue(), "花名册.xlsx", finding(4))
    [row] = [own for _, kind, own in desk.read_again()["Sheet1"] if kind == "data"]
    assert (row["seq"], row["unit_name"]) == ("1", "开鲁县<第一>中学")
    assert load_workbook(io.BytesIO(desk.content))["Sheet1"]["A4"].value == "=ROW()-3"


def test_macros_do_not_come_back(desk):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(own_workbook()))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "[Content_Types].xml":
                text = text.replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml").replace(
                    b"application/vnd.openxmlformats-officedocument.sheet.macro", b"application/vnd.ms-excel.sheet.macro")
                text = text.replace(b"<Override", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override', 1)
            new.writestr(name, text)
        new.writestr("xl/vbaProject.bin", b"macro")
    book = desk.send(out.getvalue(), "花名册.xlsm", finding(4, sheet="花名册"))
    assert colour(book["花名册"]["M4"]) == RED
    assert not [name for name in zipfile.ZipFile(io.BytesIO(desk.content)).namelist() if "vba" in name]


def delimited(encoding: str, separator: str) -> bytes:
    rows = prints.tongliao_rows([prints.person(1, "赵一", 身份证号="150523198001010017"), prints.person(2, "钱二")])
    return "\r\n".join(separator.join(str(cell) for cell in row) for row in rows).encode(encoding)


def web() -> bytes:
    rows = prints.tongliao_rows([prints.person(1, "赵一", 身份证号="150523198001010017"), prints.person(2, "钱二")])
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return f"<html><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></html>".encode()


@pytest.mark.parametrize(("name", "content"), [
    ("花名册.csv", delimited("gb18030", ",")), ("花名册.txt", delimited("utf-8-sig", "\t")), ("导出.xls", web()),
])  # fmt: skip
def test_texts_and_pages_come_back_as_xlsx_row_by_row(desk, name, content):
    book = desk.send(content, name, finding(5, sheet=""), finding(4, "身份证号", sheet="", severity="提示"))
    sheet = book.worksheets[1]
    assert sheet["D4"].value == "赵一" and sheet["O4"].value == "150523198001010017"
    assert [colour(sheet["M5"]), colour(sheet["O4"])] == [RED, YELLOW]
    assert [sheet["S4"].value, sheet["S5"].value] == ["接收（有提示）", "暂存待改"]
    assert book[ours.MARK]["B1"].value == ID
    [again] = desk.read_again().values()
    assert [(row, kind) for row, kind, _ in again][:5] == [(1, "title"), (2, "unit_row"), (3, "header"), (4, "data"), (5, "data")]
    assert again[3][2]["id_number"] == "150523198001010017"


@pytest.mark.parametrize("name", ["花名册.xls", "花名册.et"])
def test_old_workbooks_come_back_as_xlsx(desk, name):
    content = (FIXTURES / "printed_tongliao.xls").read_bytes()
    plain = desk.folder / "old.xls"
    plain.write_bytes(content)
    from dagster_project.forms import load_forms
    from dagster_project.returned.tables import read_sheets
    from tests.returned.conftest import rows_of

    before = rows_of(read_sheets(plain, ".xls", load_forms(year=2024))[1])
    [(label, rows)] = before.items()
    first = next(row for row, kind, _ in rows if kind == "data")
    book = desk.send(content, name, finding(first, sheet=label))
    assert colour(book.worksheets[1].cell(first, 13)) == RED
    assert list(desk.read_again().values()) == [rows]


def test_numbers_dates_and_merges_of_a_converted_file_are_read_alike(desk, monkeypatch):
    monkeypatch.setattr(kept, "load_workbook", None)  # as if openpyxl could not open it
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm"})
    sheet = book.add_worksheet("Sheet1")
    for number, row in enumerate(prints.tongliao_rows([prints.person(n, f"赵{n}") for n in (1, 2)])):
        sheet.write_row(number, 0, row)
    sheet.write_datetime(3, 6, datetime(1987, 9, 1))
    sheet.write_number(3, 14, 150523198001010017)
    sheet.write_string(4, 10, "=2+3")
    sheet.merge_range(3, 2, 4, 2, "开鲁县第二中学")
    book.close()
    marked = desk.send(out.getvalue(), "花名册.xlsx", finding(5, "工作单位"), finding(4))
    assert marked["Sheet1"]["K5"].data_type == "s"
    assert colour(marked["Sheet1"]["C4"]) == RED and str(next(iter(marked["Sheet1"].merged_cells.ranges))) == "C4:C5"
    rows = [own for _, kind, own in desk.read_again()["Sheet1"] if kind == "data"]
    assert (rows[0]["birth_month"], rows[0]["id_number"]) == ("1987-09-01", "150523198001010000")
    assert (rows[0]["unit_name"], rows[1]["current_title"]) == ("开鲁县第二中学", "=2+3")


def test_tables_below_and_beside_each_other_share_two_columns_at_the_right(desk):
    head = ["单位名称", "岗位层级", "核定岗位数", "在聘人数"]
    beside = [[*head, "", *head], ["甲中学", "中级", 5, 4, "", "乙中学", "中级", "五", 1]]
    rows = [*beside, [], *prints.tongliao_rows([prints.person(1, "赵一")])]
    book = desk.send(
        prints.workbook({"Sheet1": rows}), "两表.xlsx", finding(2, "核定岗位数", "Sheet1(左起第2栏)", form="post"), finding(7),
    )  # fmt: skip
    sheet = book["Sheet1"]
    assert [sheet.cell(row, 19).value for row in (1, 2, 6, 7)] == [ours.STATUS, "暂存待改", ours.STATUS, "暂存待改"]
    assert sheet["R2"].value.startswith("Sheet1(左起第2栏)：[暂存] 核定岗位数：")
    assert [colour(sheet[at]) for at in ("H2", "C2", "M7")] == [RED, None, RED]
    again = {label: [kind for _, kind, _ in rows].count("data") for label, rows in desk.read_again().items()}
    assert again == {"Sheet1(左起第1栏)": 1, "Sheet1(左起第2栏)": 1, "Sheet1": 1}


def test_the_second_return_takes_the_first_ones_marks_out(desk):
    first = desk.send(saved(own_workbook()), "花名册.xlsx", finding(4, sheet="花名册"), finding(6, "学历", sheet="花名册"))
    first["花名册"]["M4"] = "工程师"
    book = desk.send(saved(first), "改好.xlsx", finding(6, "学历", sheet="花名册"))
    sheet = book["花名册"]
    assert book.sheetnames == [ours.EXPLANATION, "花名册", "底稿", ours.MARK]
    assert [sheet.cell(3, c).value for c in (17, 18, 19, 20)] == ["倾斜政策", ours.ISSUE, ours.STATUS, None]
    assert [sheet.cell(r, 19).value for r in (4, 5, 6)] == ["接收", "接收", "暂存待改"]
    assert (colour(sheet["M4"]), colour(sheet["S4"]), colour(sheet["H6"])) == (None, None, RED)
    assert sheet["M4"].comment is None and sheet["H6"].comment.text.count("【退回修改】") == 1


def test_all_rows_of_a_held_file_wait_for_the_answer(desk):
    book = desk.send(prints.tongliao(), "花名册.xlsx", finding(4, severity="提示"), status="待确认", question="这是更正吗？")
    assert [book["Sheet1"].cell(row, 19).value for row in (4, 5, 6)] == ["暂存待改"] * 3
    assert "请先答复问题" in book["Sheet1"]["R5"].value
    assert "请先答复：这是更正吗？" in [cell.value for cell in book[ours.EXPLANATION]["A"]]


def test_a_large_file_is_written_row_by_row(desk, monkeypatch):
    from dagster_project.returned import make as module

    monkeypatch.setattr(module, "file_limits", lambda: {"returned_kept_cells": 10, "returned_kept_megabytes": 24})
    book = desk.send(prints.tongliao(), "花名册.xlsx", finding(5))
    assert (colour(book["Sheet1"]["M5"]), book["Sheet1"]["S5"].value) == (RED, "暂存待改")
    assert len([1 for _, kind, _ in desk.read_again()["Sheet1"] if kind == "data"]) == 3


@pytest.mark.fault
@pytest.mark.parametrize("harm", ["merge", "format"])
def test_a_workbook_that_would_fill_the_memory_is_converted(desk, harm):
    own = own_workbook()
    own.create_sheet("空表")
    name = f"xl/worksheets/sheet{len(own.sheetnames)}.xml"
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(1, 800_000))
    bad = {"merge": (b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
           "format": (b"<sheetData/>", b"<sheetData>" + empty + b"</sheetData>")}[harm]  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(own))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            if part == name:
                text = text.replace(b"<sheetData></sheetData>", b"<sheetData/>").replace(b"<sheetData/>", b"<sheetData></sheetData>" if harm == "merge" else bad[1])
                text = text.replace(*bad) if harm == "merge" else text
                assert len(text) > len(old.read(part)) + 50
            new.writestr(part, text)
    book = desk.send(out.getvalue(), "花名册.xlsx", finding(4, sheet="花名册"))
    assert (colour(book["花名册"]["M4"]), book["花名册"]["S4"].value) == (RED, "暂存待改")
    assert "空表" not in book.sheetnames  # nothing stood in it


def test_a_sheet_of_the_same_name_keeps_its_content(desk):
    own = own_workbook()
    own["底稿"].title = ours.EXPLANATION
    book = desk.send(saved(own), "花名册.xlsx", finding(4, sheet="花名册"))
    assert book[f"{ours.EXPLANATION}（原有）"]["A1"].value == "留着"
    assert book.sheetnames[0] == ours.EXPLANATION
