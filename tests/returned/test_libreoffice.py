"""A returned workbook as LibreOffice saves it, sorted and filtered by a clerk: still the same rows, still ours."""

import io
import shutil
import subprocess

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from dagster_project.forms import load_forms, ours
from dagster_project.intake.reading import read_file
from dagster_project.returned.tables import read_sheets
from tests.intake import printed_tables as prints
from tests.returned.conftest import ID, finding, rows_of

NAMES = ["赵一", "钱二", "孙三", "李四"]


def sorted_and_filtered(content: bytes) -> bytes:
    """Rows in the opposite order with all that stands in them, one more row, a filter on 行状态 that hides two rows."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Sheet1"]
    rows = [[(cell.value, cell.comment and cell.comment.text) for cell in row] for row in sheet["A4:S7"]]
    for number, row in enumerate(reversed(rows), 4):
        for column, (value, comment) in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.comment = Comment(comment, "某人") if comment else None
    sheet.insert_rows(8)
    for column, value in enumerate(prints.person(5, "周五"), 1):
        sheet.cell(8, column, value)
    sheet.auto_filter.ref = "A3:S8"
    sheet.auto_filter.add_filter_column(18, ["暂存待改"])
    for row in (5, 6):
        sheet.row_dimensions[row].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@pytest.mark.parametrize("way", ["kept", "converted"])
def test_saved_by_libreoffice_it_reads_back(desk, tmp_path, kind, way):
    rows = [prints.person(n, name) for n, name in enumerate(NAMES, 1)]
    text = "\n".join(",".join(map(str, row)) for row in prints.tongliao_rows(rows)).encode()
    sheet = {"kept": "Sheet1", "converted": ""}[way]
    book = desk.send(prints.tongliao(rows) if way == "kept" else text, f"花名册.{'xlsx' if way == 'kept' else 'csv'}",
                     finding(4, sheet=sheet), finding(7, "学历", sheet=sheet))  # fmt: skip
    if way == "converted":
        book.worksheets[1].title = "Sheet1"
        desk.content = _bytes(book)
    source, done = tmp_path / "某某.xlsx", tmp_path / "out"
    source.write_bytes(sorted_and_filtered(desk.content))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", kind, "--outdir", done, source],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    saved = done / f"某某.{kind}"
    reading = read_file(saved, f".{kind}", load_forms(year=2024), lambda table, part: None)
    assert (reading.outcome, reading.returned_from, reading.rows) == ("read", ID, {"roster_b": 5})
    assert not any(word in note for note in reading.notes for word in (ours.ISSUE, ours.STATUS, ours.EXPLANATION, ours.MARK))
    [found] = rows_of(read_sheets(saved, f".{kind}", load_forms(year=2024))[1]).values()
    data = [own["person_name"] for _, kind_of_row, own in found if kind_of_row == "data"]
    assert data == [*reversed(NAMES), "周五"]
    if kind == "xlsx":  # colours, comments, the filter and the lists are still there
        again = load_workbook(saved)["Sheet1"]
        assert again.auto_filter.ref == "A3:S8" and again.data_validations.dataValidation
        assert "【退回修改】" in again["M7"].comment.text and again.row_dimensions[5].hidden


def _bytes(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
