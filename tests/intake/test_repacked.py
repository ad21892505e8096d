"""The workbook that is made for the reading library says what the file says: every cell, every merged range."""

import io
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from dagster_project.intake.compare import Marks, meet
from dagster_project.intake.container.inside import Inside, Look
from dagster_project.intake.container.repacked import merges_first
from dagster_project.intake.records import pack


def _workbook(path, rows=40, merged=("A1:C1", "B5:B9")):
    book = xlsxwriter.Workbook(str(path))
    for name in ("花名册", "第二张"):
        sheet = book.add_worksheet(name)
        for k in range(rows):
            sheet.write_row(k, 0, [k, f"工程师{k}", "<&>" if k % 2 else "", k / 7])
        for one in merged:
            sheet.merge_range(one, "合并")
    book.close()
    return path


def _all(book):
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    return [(sheet.name, sheet.start, sheet.end, sheet.to_python(), sheet.merged_cell_ranges) for sheet in sheets]


@pytest.mark.parametrize("merged", [(), ("A1:C1", "B5:B9")])
def test_the_same_cells_and_merged_ranges(tmp_path, merged):
    path = _workbook(tmp_path / "a.xlsx", merged=merged)
    inside = Inside(path)
    read = _all(CalamineWorkbook.from_filelike(io.BytesIO(inside.fast())))
    assert read == _all(CalamineWorkbook.from_path(str(path)))
    assert len(read) == 2 and len(read[1][4]) == len(merged) and read[1][3][4][1] == ("合并" if merged else "工程师4")
    assert inside.look(0) == Look()


def test_merged_ranges_stand_in_front_of_the_rows():
    text = b'<worksheet><sheetData><row/></sheetData><x/><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><y/></worksheet>'
    assert b"".join(merges_first(text)) == (
        b'<worksheet><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><sheetData><row/></sheetData><x/><y/></worksheet>'
    )


@pytest.mark.parametrize(
    "text",
    [
        b"<x:worksheet><x:sheetData></x:sheetData></x:worksheet>",
        b"<worksheet><sheetData/></worksheet>",
        b"<worksheet><!-- <sheetData> --><sheetData></sheetData></worksheet>",
        b'<worksheet><sheetData></sheetData><mergeCells count="1"><mergeCell ref="A1',
    ],
    ids=["prefix", "no_rows", "comment", "cut_off"],
)
def test_a_sheet_built_otherwise_is_left_to_the_library(text):
    assert merges_first(text) is None


def test_a_damaged_sheet_is_left_to_the_library(tmp_path):
    """One byte of the rows is another: their sum tells, and the library says so as before."""
    path = _workbook(tmp_path / "a.xlsx")
    data = bytearray(path.read_bytes())
    with ZipFile(path) as book:
        info = book.getinfo("xl/worksheets/sheet1.xml")
    data[info.header_offset + 30 + len(info.filename) + 200] ^= 1
    path.write_bytes(data)
    assert Inside(path).fast() is None


def test_what_the_contents_say_of_a_size_is_not_believed(tmp_path):
    """A part that is longer than it says is not unpacked any further."""
    path = _workbook(tmp_path / "a.xlsx")
    data, longer = path.read_bytes(), b"<worksheet><sheetData></sheetData></worksheet>" + b" " * (1 << 20)
    with ZipFile(io.BytesIO(data)) as book:
        info = book.getinfo("xl/worksheets/sheet1.xml")
        size = info.file_size
    with ZipFile(path) as old, ZipFile(tmp_path / "b.xlsx", "w", ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(one.filename, longer if one.filename == info.filename else old.read(one))
    bomb = (tmp_path / "b.xlsx").read_bytes()
    at = bomb.rindex(info.filename.encode()) - 46
    (tmp_path / "b.xlsx").write_bytes(bomb[: at + 24] + size.to_bytes(4, "little") + bomb[at + 28 :])
    assert zlib.crc32(longer).to_bytes(4, "little") == bomb[at + 16 : at + 20]
    assert Inside(tmp_path / "b.xlsx").fast() is None


def test_hidden_rows_are_still_told(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, range(9))
    sheet.set_row(3, None, None, {"hidden": True})
    book.close()
    inside = Inside(tmp_path / "a.xlsx")
    assert inside.fast() is not None and inside.look(0) == Look(hidden_rows=1)


def test_only_marks_that_two_files_have_are_looked_for():
    """Persons 1 to 3 and 3 to 5; of the second file, person 4 has by name the mark that person 1 has by number."""
    one = Marks([pack({1, 2, 3}), pack({11, 12, 13}), pack({21, 22, 23})])
    two = Marks([pack({3, 4, 5}), pack({13, 1, 15}), pack({24, 25, 26})])
    for asked, others in (([one, two], []), ([two], [one]), ([one], [two])):
        meet(asked, others)
        assert [set(one.shared(kind)) for kind in range(3)] == [{1, 3}, {13}, set()]
        assert [set(two.shared(kind)) for kind in range(3)] == [{3}, {13, 1}, set()]
    meet([], [one, two])
    assert [set(one.shared(kind)) for kind in range(3)] == [set()] * 3
    assert (one.size, one.persons, two.likely) == (3, {1, 2, 3}, {1, 13, 15})


def test_marks_are_looked_for_only_where_a_file_is_like_another_one():
    """Of persons 1 to 4, one file has two and two other files have one each: half of them, not a quarter, are in one file."""
    one = Marks([pack([1, 2, 3, 4]), pack([11, 12, 13, 14]), pack([21, 22, 23, 24])])
    half = Marks([pack([1, 2, 5]), pack([15, 16, 17]), pack([25])])
    third, fourth = (Marks([pack([n]), pack([20 + n]), pack([30 + n])]) for n in (3, 4))
    for percent, found in ((49, {1, 2, 3, 4}), (50, set())):
        meet([one], [half, third, fourth], percent, percent)
        assert (set(one.shared(0)), set(half.shared(0))) == (found, found & {1, 2})


def test_persons_without_number_and_pairs_are_counted_in_all_files_together():
    """Persons 8 and 9 have no number; each is in another file. The two pairs are in two other files as well."""
    nobody = Marks([pack([1, 2, 3, 8, 9]), pack([11, 12, 13, 8, 9]), pack([21, 22])])
    others = [Marks([pack([n]), pack([n]), pack([m])]) for n, m in ((8, 21), (9, 22))]
    for percent, found in ((99, {8, 9}), (100, set())):
        meet([nobody], others, percent, percent)
        assert (set(nobody.shared(0)), set(nobody.shared(1))) == (found, found)
        assert set(nobody.shared(2)) == {n + 13 for n in found}


def test_a_mark_that_a_file_has_twice_counts_once():
    """Two of four persons bear one name, here and in the other file: that is one mark of four persons, a quarter."""
    one, two = (Marks([pack([n, n + 1, n + 2, n + 3]), pack([91, 91, n + 4, n + 5]), pack([n + 6])]) for n in (10, 20))
    for percent, found in ((24, {91}), (25, set())):
        meet([one], [two], percent, percent)
        assert set(two.shared(1)) == found


def test_persons_and_pairs_have_shares_of_their_own():
    """One of two persons, with the title applied for, is in another file."""
    one, two = (Marks([pack([1, n]), pack([11, 10 * n]), pack([21, 100 * n])]) for n in (2, 3))
    for persons, pairs, found in ((50, 50, set()), (49, 50, {1}), (50, 49, {1})):
        meet([one], [two], persons, pairs)
        assert set(two.shared(0)) == found
