"""The workbook as a file: formulas agree with their cached values, nothing live, ready to print."""

import importlib.util
import shutil
import subprocess

import openpyxl
import pytest

from dagster_project.home import REPO
from dagster_project.labels import doc_blocks, label, mart_columns
from dagster_project.reports import write_annual
from dagster_project.reports.content import annual
from dagster_project.reports.layout import safe_text, width_of
from dagster_project.reports.xlsx import write_workbook

DIGITS = 1e-15  # a spreadsheet keeps 15 significant digits of a fraction


def test_places_lead_to_the_figures(mart, tmp_path):
    places = write_workbook(annual(mart, 2023), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    assert len(places) > 100
    assert len({p.id for p in places}) == len(places)
    assert all(book[p.sheet][p.cell].value == pytest.approx(p.value, rel=DIGITS) for p in places)
    assert {p.value for p in places if p.id == "quota/150500/applied"} == {20}


def test_unit_name_with_a_formula_is_harmless(mart, tmp_path):
    path = write_annual(mart, 2023, out=tmp_path)
    cells = [
        c
        for row in openpyxl.load_workbook(path)["表5 超岗位申报"].iter_rows()
        for c in row
        if "cmd|" in str(c.value)
    ]
    assert [c.value for c in cells] == ["'=cmd|'/c calc'!A1"]
    assert cells[0].data_type == "s"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_text_that_could_run_gets_an_apostrophe(text):
    assert safe_text(text).startswith("'")


def test_ordinary_text_stays():
    assert safe_text("通辽市第一中学") == "通辽市第一中学"
    assert width_of("通辽A") == 5


def test_print_setup(mart, tmp_path):
    book = openpyxl.load_workbook(write_annual(mart, 2023, out=tmp_path))
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        tall = (1, None) if sheet.title == "封面与说明" else (0,)  # any number of pages, the cover one
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight in tall
    assert book["表4 名额使用"].print_title_rows == "$1:$4"
    assert book["表4 名额使用"].freeze_panes == "B5"


def test_properties_carry_no_names(mart, tmp_path):
    properties = openpyxl.load_workbook(write_annual(mart, 2023, out=tmp_path)).properties
    assert not properties.lastModifiedBy
    assert not properties.creator


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reckons_the_same(mart, tmp_path):
    places = write_workbook(annual(mart, 2023), tmp_path / "a.xlsx")
    openpyxl.load_workbook(tmp_path / "a.xlsx").save(tmp_path / "bare.xlsx")  # drops the cached values
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        tmp_path,
        tmp_path / "bare.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    command = [*command[:4], "xlsx", "--outdir", tmp_path / "out", tmp_path / "bare.ods"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = openpyxl.load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True)
    assert all(book[p.sheet][p.cell].value == pytest.approx(p.value, rel=DIGITS) for p in places)


def test_every_column_of_every_mart_has_a_label():
    for mart, columns in mart_columns().items():
        for name in columns:
            assert label(mart, name) not in ("", name), f"{mart}.{name}"


def test_doc_blocks_split_at_the_first_colon(tmp_path):
    path = tmp_path / "columns.md"
    path.write_text("{% docs a %}标签：说明：\n 再说明。{% enddocs %}", "utf-8")
    assert (doc_blocks(tmp_path)["a"].label, doc_blocks(tmp_path)["a"].text) == ("标签", "说明：再说明。")


def test_data_dictionary_is_up_to_date():
    spec = importlib.util.spec_from_file_location("dictionary", REPO / "docs" / "dictionary.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.TARGET.read_text("utf-8") == module.dictionary(), "run .venv/bin/python docs/dictionary.py"
