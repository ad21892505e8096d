"""Kinds of files: web pages, WPS and old workbooks, hidden parts, sheets too wide, files still being copied."""

import io
import os
import struct
import threading
import time
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from dagster_project.intake import scan
from tests.intake import printed_tables as prints

OLD = Path(__file__).parent / "fixtures" / "printed_tongliao.xls"  # the printed table, saved as Excel 97
PAGE = """<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><style>td {{color: red}}</style>
</head><body><table><tr><td colspan=4>2024年申报花名册</td></tr>
<tr><th rowspan=2>序号<th rowspan=2>姓名<th colspan=2>申报情况</tr><tr><th>工作<br>单位<th>申报资格名称</tr>
<tr><td>1<td>赵X<td rowspan=2>开鲁县第一中学<td>{title}</tr><tr><td>2<td>钱X<td>一级教师&nbsp;</tr></table></body></html>"""


@pytest.mark.parametrize("extension", [".xls", ".et", ".XLS"])
def test_old_workbooks_and_those_of_wps(intake, extension):
    intake.put(f"2024/通辽市/花名册{extension}", OLD.read_bytes())
    assert intake.run().rows == {"roster_b": 3}
    first, _, third = intake.rows("roster_b")
    assert (first["birth_month"], third["current_title"], third["tilt"]) == (
        "1987/09",
        "副主任医师 2018/12",
        "8",
    )


def test_a_web_page_saved_as_xls(intake):
    intake.put("2024/通辽市/导出.xls", PAGE.format(title="一级教师").encode("gb18030"))
    assert intake.run().rows == {"roster_b": 2}
    first, second = intake.rows("roster_b")
    assert (first["row_no"], second["row_no"], first["title_year"]) == (4, 5, "2024")
    assert second["unit_name"] == first["unit_name"] == "开鲁县第一中学"
    assert (second["filled_columns"], second["applied_title"]) == (["unit_name"], "一级教师")


def test_hidden_sheets_and_rows_are_read_and_said(intake):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("名单")
    for y, row in enumerate(
        prints.tongliao_rows([prints.person(1), prints.person(2, "钱X"), prints.person(3, "孙X")])
    ):
        sheet.write_row(y, 0, row)
    sheet.set_row(4, None, None, {"hidden": True})
    book.add_worksheet("旧").hide()
    book.close()
    intake.put("2024/通辽市/a.xlsx", out.getvalue())
    assert intake.run().rows == {"roster_b": 3}
    assert intake.submission("a.xlsx")["notes"] == "工作表“名单”有 1 个隐藏行，已一并读取"


def test_a_sheet_that_is_much_too_wide(intake):
    wide = prints.tongliao_rows([prints.person(1)])
    wide[3] = [*wide[3], *[""] * 3000, " "]
    intake.put("2024/通辽市/宽.xlsx", prints.workbook({"名单": wide}))
    intake.run()
    assert intake.submission("宽.xlsx")["question"] == (
        "工作表“名单”用到了第 3018 列，超过上限 1000 列：右边很远处可能有多余的空格或文字。请删去右边多余的列，另存后重新报送。"
    )


def test_a_workbook_that_fills_the_memory_when_unpacked(intake):
    source = zipfile.ZipFile(io.BytesIO(prints.tongliao()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in source.namelist():
            file.writestr(name, source.read(name))
        file.writestr("xl/media/a.bin", bytes(2 << 20))
    data = bytearray(out.getvalue())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1100 << 20)  # as if it were compressed
    intake.put("2024/通辽市/大.xlsx", bytes(data))
    intake.run()
    assert intake.submission("大.xlsx")["question"] == (
        "工作簿解开后有 1100 MB，超过上限 1024 MB：大得异常，没有读取。请删去空白行列、另存后重新报送。"
    )


def test_a_file_still_being_copied_is_left_for_the_next_run(intake, monkeypatch):
    whole = prints.tongliao()
    place = intake.put("2024/通辽市/a.xlsx", whole[:3000])

    def copy_on():
        time.sleep(0.1)
        place.write_bytes(whole)

    monkeypatch.setattr(scan, "WAIT_SECONDS", 0.5)
    copying = threading.Thread(target=copy_on)
    copying.start()
    assert intake.run().received == 0
    copying.join()
    assert intake.run().in_force == 1


def test_old_files_are_not_waited_for(intake, monkeypatch):
    place = intake.put("2024/通辽市/a.xlsx", prints.tongliao())
    os.utime(place, (time.time() - 60,) * 2)
    monkeypatch.setattr(scan, "WAIT_SECONDS", 60)
    assert intake.run().in_force == 1


@pytest.mark.parametrize("is_1904", [False, True])
def test_dates_in_either_calendar_and_numbers_as_they_stand(intake, is_1904):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": is_1904})
    sheet = book.add_worksheet("a")
    rows = prints.tongliao_rows([prints.person(1), prints.person(2, "钱X"), prints.person(3, "孙X")])
    for y, row in enumerate(rows):
        sheet.write_row(y, 0, row)
    sheet.write_datetime(3, 6, date(1987, 9, 1), book.add_format({"num_format": "yyyy/mm"}))
    sheet.write_number(4, 6, 198709)
    sheet.write_number(5, 6, 31929)
    book.close()
    intake.put("2024/通辽市/a.xlsx", out.getvalue())
    intake.run()
    rows = intake.rows("roster_b")
    assert [r["birth_month"] for r in rows] == ["1987-09-01", "198709", "31929"]
    assert ["birth_month" in r["numeric_columns"] for r in rows] == [False, True, True]
    said = "工作表“a”的日期从 1904 年算起：没有设成日期格式的数字日期要加 1462 天"
    sent = intake.submission("a.xlsx")
    assert (sent["notes"], sent["dates_from_1904"]) == (said if is_1904 else None, is_1904)


def test_text_exports_keep_what_they_say(intake):
    lines = [
        "姓名,工作单位,申报资格名称,身份证号,联系电话",
        '赵X,"开鲁县\v第一中学",一级教师,1.50502E+17,1.38E+10',
        '钱X,开鲁县第一中学,一级教师,"=""150502198001010027""",\'13800000000',
        "孙X,开鲁县第一中学,一级教师,'15050219800101002x,",
    ]
    intake.put("2024/通辽市/a.csv", "\r\n".join(lines).encode("gb18030"))
    assert intake.run().rows == {"roster_b": 3}
    first, second, third = intake.rows("roster_b")
    assert (first["id_status"], first["unit_name"]) == ("number", "开鲁县 第一中学")
    assert (second["id_number"], second["phone"]) == ("150502198001010027", "13800000000")
    assert (third["id_number"], third["id_status"]) == ("15050219800101002x", "malformed")


def test_an_id_with_a_small_x_is_the_same_person(intake):
    number = "11010519491231002X"
    intake.put("2024/通辽市/a.xlsx", prints.tongliao([prints.person(1, 身份证号=number)]))
    intake.put(
        "2023/通辽市/b.xlsx", prints.tongliao([prints.person(1, 身份证号=f"'{number.lower()}")], "花名册")
    )
    intake.run()
    keys = {r["person_key"] for r in intake.rows("roster_b")}
    assert len(keys) == 1
    assert {r["id_status"] for r in intake.rows("roster_b")} == {"valid"}


TEXT = "序号,姓名,工作单位,申报资格名称,倾斜政策\n"


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        ('1,赵X,"一中;二中",工程师,"3;5"\n2,钱X,一中,工程师,";;;;;;;;;;"\n', ["一中;二中", "一中"]),
        ('1,赵X,"一中\n(高中部)",工程师,\n', ["一中 (高中部)"]),
        ('1,赵X,"一中,北校区",工程师,\n', ["一中,北校区"]),
    ],
)
def test_what_stands_in_quotes_separates_nothing(intake, lines, units):
    intake.put("2024/通辽市/a.csv", (TEXT + lines).encode("gb18030"))
    intake.run()
    assert [r["unit_name"] for r in intake.rows("roster_b")] == units


@pytest.mark.parametrize("end", ["", "3,孙X,一中\",工程师,\n"])
def test_a_quotation_mark_without_its_other_half_swallows_no_person(intake, end):
    intake.put("2024/通辽市/a.csv", (TEXT + '1,赵X,"一中,工程师,\n2,钱X,一中,工程师,\n' + end).encode())
    assert intake.run().returned == 1
    assert intake.submission("a.csv")["question"] == (
        "第 2 行起有一个没有成对的双引号，把下面几行并成了一格。请补上或删去这个引号，或另存为 xlsx 后重新报送。"
    )


def test_formulas_whose_value_was_not_saved_are_said(intake):
    """As programs write them that do not reckon. One with its value says nothing."""
    book = openpyxl.Workbook()
    book.active.append(["序号", "工作单位", "姓名", "申报资格名称"])
    for name in ("赵X", "钱X"):
        book.active.append(["=ROW()-1", '=CONCATENATE("开鲁县","一中")', name, "工程师"])
    out = io.BytesIO()
    book.save(out)
    intake.put("2024/通辽市/a.xlsx", out.getvalue())
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as solved:
        sheet = solved.add_worksheet("a")
        sheet.write_row(0, 0, ["序号", "工作单位", "姓名", "申报资格名称"])
        sheet.write_row(1, 0, [1, "", "孙X", "工程师"])
        sheet.write_formula(1, 1, '=CONCATENATE("开鲁县","二中")', None, "开鲁县二中")
    intake.put("2024/通辽市/b.xlsx", out.getvalue())
    assert intake.run().rows == {"roster_b": 3}
    assert intake.submission("a.xlsx")["notes"].startswith(
        "工作表“Sheet”有 4 个公式（A2、B2、A3、B3）没有保存计算结果，读作空格。请用 Excel 或 WPS 打开、保存后重新报送；"
    )
    assert "公式" not in intake.submission("b.xlsx")["notes"]
    assert [r["unit_name"] for r in intake.rows("roster_b", "b.xlsx")] == ["开鲁县二中"]


def test_cells_that_hold_an_error_are_said_with_their_places(intake):
    """The reading library gives them as blanks."""
    book = openpyxl.Workbook()
    book.active.append(["序号", "工作单位", "姓名", "申报资格名称"])
    for number, name in enumerate(("赵X", "钱X"), 1):
        book.active.append([number, "#N/A", name, "工程师"])
    for place in ("B2", "B3"):
        book.active[place].data_type = "e"
    out = io.BytesIO()
    book.save(out)
    intake.put("2024/通辽市/a.xlsx", out.getvalue())
    assert intake.run().rows == {"roster_b": 2}
    assert intake.submission("a.xlsx")["notes"].startswith(
        "工作表“Sheet”有 2 个单元格（B2、B3）是错误值（如 #N/A、#REF!），读作空格。请改正公式或直接填写，再重新报送；"
    )


def test_blanks_and_dots_behind_a_file_name_hide_no_extension(intake):
    for name in ("a.xlsx ", "b.xlsx.", "c.XLSX\u3000"):
        intake.put(f"2024/通辽市/{name}", prints.tongliao([prints.person(1, f"赵{name[0]}")]))
    assert intake.run().rows == {"roster_b": 3}


def test_a_comma_in_a_cell_of_a_csv_without_quotes_is_told(intake):
    intake.put("2024/通辽市/a.csv", "序号,工作单位,姓名,申报资格名称\n1,开鲁县第一中学,赵X,工程师\n2,开鲁县医院,钱X,主治医师,是,否\n".encode())
    assert intake.run().rows == {"roster_b": 2}
    assert intake.submission("a.csv")["notes"].startswith(
        "第 3 行在没有列名的列里有内容，共 1 行，已原样留存。可能是某一格里有逗号等分隔符而没有加引号，其后各列错了位，请核对；"
    )


@pytest.mark.parametrize("separator", ["，", "  "])
def test_a_text_that_is_not_parted_into_columns_is_returned(intake, separator):
    lines = [["序号", "工作单位", "姓名", "申报资格名称"], ["1", "开鲁县第一中学", "赵X", "工程师"]]
    intake.put("2024/通辽市/a.txt", "\n".join(map(separator.join, lines)).encode())
    intake.run()
    assert intake.submission("a.txt")["question"] == (
        "文本没有分成列：各列之间应当用英文逗号、分号、竖线或制表符隔开，不能用空格或中文逗号。请用 Excel 或 WPS 分列后另存为 xlsx 再报送。"
    )


def test_a_table_inside_a_table_that_only_lays_out_the_page_is_read(intake):
    inner = "<table><tr><td>工作单位<td>姓名<td>申报资格名称</tr><tr><td>开鲁县第一中学<td>赵X<td>工程师</tr></table>"
    page = f"<html><body><table><tr><td>系统导出</td></tr><tr><td>{inner}</td></tr></table></body></html>"
    intake.put("2024/通辽市/a.xls", page.encode())
    assert intake.run().rows == {"roster_b": 1}
    assert [(r["unit_name"], r["person_name"]) for r in intake.rows("roster_b")] == [("开鲁县第一中学", "赵X")]
