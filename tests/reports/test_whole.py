"""Every office file that we write is whole: its parts are well formed, named and typed, and the usual programs open it."""

import io
import posixpath
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from lxml import etree

from dagster_project.reports import write_annual_files, write_application, write_brief

pytestmark = pytest.mark.slow

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OPEN = {".docx": docx.Document, ".xlsx": openpyxl.load_workbook}


@pytest.fixture(scope="module")
def files(finished_home, tmp_path_factory):
    """The reports of the region and a body, of both editions; receipts, returned workbooks and templates of a run."""
    mart, out = finished_home.mart, tmp_path_factory.mktemp("whole")
    for bureau in (None, "包头市"):
        for edition in ("内部", "公开"):
            folder = out / (bureau or "全区") / edition
            write_annual_files(mart, 2023, bureau, folder, edition=edition)
            write_brief(mart, 2023, bureau, folder, edition=edition)
    write_application(mart, 2023, "包头市", out / "申报")
    return [path for folder in (out, finished_home.reports, finished_home.outbox) for path in folder.rglob("*") if path.suffix in OPEN]


def faults(pack: ZipFile) -> list[str]:
    """What is wrong with the parts of a package: not well formed, without a type, or pointed to and not there."""
    names = set(pack.namelist())
    found = ["a part twice"] if len(names) < len(pack.namelist()) else []
    parsed = {name: etree.fromstring(pack.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    types = parsed["[Content_Types].xml"]
    stated = {one.get("PartName", "").lstrip("/") for one in types} - {""}
    endings = {one.get("Extension") for one in types}
    found += [f"typed and not there: {name}" for name in stated - names]
    found += [f"without a type: {name}" for name in names - stated - {"[Content_Types].xml"} if name.rpartition(".")[2] not in endings]
    for name, tree in parsed.items():
        if name.endswith(".rels"):
            base = posixpath.dirname(posixpath.dirname(name))
            inside = [one.get("Target") for one in tree.iter(RELATION) if one.get("TargetMode") != "External"]
            places = [posixpath.normpath(posixpath.join("/", base, target)).lstrip("/") for target in inside]
            found += [f"pointed to and not there: {place}" for place in places if place not in names]
    return found


def test_every_file_is_whole_and_opens(files):
    kinds = {(path.suffix, path.parent.name) for path in files}
    assert len(files) > 40 and {".docx", ".xlsx"} == {suffix for suffix, _ in kinds}
    for path in files:
        content = path.read_bytes()
        with ZipFile(io.BytesIO(content)) as pack:
            assert pack.testzip() is None and faults(pack) == [], path.name
        assert OPEN[path.suffix](io.BytesIO(content)), path.name


def test_a_package_that_is_not_whole_is_told(files):
    """A part taken away, and one without a type."""
    with ZipFile(files[0]) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    gone = next(name for name in parts if name.endswith("styles.xml"))
    broken = io.BytesIO()
    with ZipFile(broken, "w") as pack:
        for name, content in parts.items():
            if name != gone:
                pack.writestr(name, content)
        pack.writestr("stray.bin7", b"")
    with ZipFile(broken) as pack:
        assert sorted(faults(pack)) == sorted([f"typed and not there: {gone}", f"pointed to and not there: {gone}", "without a type: stray.bin7"])
