"""Every figure of every file, read back from its recorded place, is the figure of the mart."""

import re
from functools import cache

import pytest

from dagster_project.reports import write_annual_files, write_brief
from dagster_project.reports.brief import TABLES, brief_document
from dagster_project.reports.content import annual
from dagster_project.reports.document import Grid, Paragraph
from dagster_project.reports.grid import cells
from dagster_project.reports.numbers import Record
from dagster_project.reports.prose import annual_document
from tests.reports.reading import bookmarks, csv_cell, pdf_text, word_cell, word_text, workbook_cell
from tests.reports.small_mart import build, ordinary

CASES = [(2023, None, "内部"), (2023, "通辽市", "内部"), (2024, "通辽市", "内部"), (2023, None, "公开"), (2022, None, "内部")]


def figures(report) -> dict:
    """{id: value} of a report's tables and facts."""
    found = {table.number_id(row, c): row.values.get(c.name) for table in report.tables for row in table.rows for c in table.columns}
    return found | {number.id: number.value for number in report.facts.values()}


def expected(report, number_id: str):
    """The value of an id; of a change or growth from the two years it compares."""
    known = figures(report)
    base, _, kind = number_id.rpartition("/")
    if kind not in ("change", "growth") or number_id in known:
        return known[number_id]
    name = base.split("/")[-1]
    now, before = report.facts[name].value, report.facts[f"last_{name}"].value
    return abs(now - before) / (before if kind == "growth" else 1)


class Written:
    """One case: its report, the brief's report, and {path: places} of its six files."""

    def __init__(self, folder, year, bureau, edition):
        (folder / "published").mkdir(parents=True)
        mart = build(folder / "published" / "mart.duckdb", **ordinary())
        self.year, self.report = year, annual(mart, year, bureau, edition=edition)
        self.short = annual(mart, year, bureau, edition=edition, only=TABLES)
        self.annual = write_annual_files(mart, year, bureau, folder, edition=edition)
        self.brief = write_brief(mart, year, bureau, folder, edition=edition)
        self.files = self.annual | self.brief

    def path(self, suffix: str, of: str = "annual"):
        return next(p for p in getattr(self, of) if p.suffix == suffix)


@pytest.fixture(scope="module")
def of_case(tmp_path_factory):
    """A case → its files, written once."""
    return cache(lambda case: Written(tmp_path_factory.mktemp("written"), *case))


@pytest.fixture(scope="module", params=CASES, ids=["region", "body", "body2024", "public", "empty"])
def written(request, of_case) -> Written:
    return of_case(request.param)


@pytest.fixture(scope="module")
def region(of_case) -> Written:
    return of_case(CASES[0])


def test_every_figure_of_every_file_is_the_marts(written):
    assert len(written.files) == 6
    for path, record in written.files.items():
        assert len({place.where for place in record}) == len(record)
        assert bool(record) is (written.year != 2022)
        for place in record:
            assert place.value == expected(written.report, place.id), place
        check(path, record, {".xlsx": workbook_cell, ".csv": csv_cell, ".docx": word_cell}.get(path.suffix))


def check(path, record, read) -> None:
    """What stands at each recorded place of a file. Charts are pictures: their figures stand in the tables beside them."""
    if read is None:
        return
    at = read(path)
    for place in (p for p in record if not p.where.startswith("图")):
        found = at(place.where)
        if path.suffix == ".docx":
            assert found == place.shown, place
        elif path.suffix == ".csv":
            assert found == (place.value, place.shown), place
        else:
            assert found == pytest.approx(place.value, rel=1e-15), place


def test_pdf_says_what_the_document_says_in_the_same_order(written):
    for document, of in ((annual_document(written.report), "annual"), (brief_document(written.short), "brief")):
        text, at = pdf_text(written.path(".pdf", of), document.mark), 0
        for said in sentences(document):
            at = text.index(said, at) + len(said)
        assert sum(len(s) for s in sentences(document)) > 100


def sentences(document) -> list[str]:
    """Paragraphs and table lines as the PDF has them, without white space."""
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        if isinstance(block, Grid):
            record = Record()
            found += ["".join(line) for line in cells(block, lambda n, r, c, record=record: record.put(n, f"{r}/{c}"))["lines"]]
    return [re.sub(r"\s", "", text) for text in found]


def test_same_mart_same_bytes_in_every_file(region, tmp_path):
    again = Written(tmp_path, *CASES[0])
    assert {p.name: p.read_bytes() for p in again.files} == {p.name: p.read_bytes() for p in region.files}


def test_word_is_laid_out_as_the_standard_asks(region):
    import docx
    from docx.oxml.ns import qn

    path = region.path(".docx")
    book = docx.Document(str(path))
    section = book.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(m.mm) for m in margins] == [37, 35, 28, 26]
    title, body = book.paragraphs[0].runs[0], book.paragraphs[2].runs[0]
    assert (title.font.size.pt, title._element.rPr.rFonts.get(qn("w:eastAsia"))) == (22, "方正小标宋简体")
    assert (body.font.size.pt, body._element.rPr.rFonts.get(qn("w:eastAsia"))) == (16, "仿宋_GB2312")
    assert book.paragraphs[2].paragraph_format.line_spacing.pt == 28
    assert "方正小标宋_GBK" in font_table(book)
    for footer in (section.footer, section.even_page_footer):
        assert [r.text for r in footer.paragraphs[0].runs] == ["— ", "", " —"]
        assert " PAGE " in footer._element.xml
    assert [p.text for p in book.paragraphs if p.style.name == "Heading 1"][:2] == ["一、总体情况", "二、名额与岗位"]
    assert "附件：2023年度职称评审统计表（另附工作簿）" in word_text(path)


def font_table(book) -> str:
    part = next(p for p in book.part.package.iter_parts() if p.partname == "/word/fontTable.xml")
    return part.blob.decode("utf-8")


def test_pdf_has_bookmarks_and_its_own_fonts(region):
    from pypdf import PdfReader

    path = region.path(".pdf")
    assert bookmarks(path)[:4] == ["一、总体情况", "（一）申报情况", "（二）评审通过情况", "二、名额与岗位"]
    fonts = {f for page in PdfReader(path).pages for f in page["/Resources"].get("/Font", {}).values()}
    descriptors = [d.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for d in fonts]
    assert {str(d["/FontName"]).split("+")[-1].split("-Identity")[0] for d in descriptors} == {"NotoSerifSC-Regular", "NotoSansSC-Regular"}
    assert all("/FontFile3" in d for d in descriptors)


def test_properties_of_documents_carry_no_names(region):
    import docx
    from pypdf import PdfReader

    for path in region.files:
        assert path.stat().st_mode & 0o077 == 0
        if path.suffix == ".docx":
            properties = docx.Document(str(path)).core_properties
            assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
        if path.suffix == ".pdf":
            assert set(PdfReader(path).metadata) <= {"/Title", "/Creator", "/ModDate", "/CreationDate"}


def test_csv_starts_no_formula(region):
    path = region.path(".csv")
    assert "cmd|" in path.read_text("utf-8-sig")
    assert not [line for line in path.read_text("utf-8-sig").split("\n") for cell in line.split(",") if cell.strip('"').startswith(("=", "+", "@"))]


def test_brief_is_one_side(written):
    from pypdf import PdfReader

    assert len(PdfReader(written.path(".pdf", "brief")).pages) == 1
