"""What the reading library does not tell of an xlsx: hidden rows, formulas without a value, from which year dates count."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from zipfile import ZipFile

from dagster_project.intake.container.packed import READ_ERRORS
from dagster_project.intake.container.repacked import (
    ERRORS,
    LARGEST,
    Packed,
    content,
    parts,
    repacked,
    unpacked,
)

_ROW = re.compile(rb"<(?:\w+:)?row [^>]*\bhidden=\"(?:1|true)\"")
_HIDDEN = re.compile(rb"hidden=\"(?:1|true)\"")
_SHEET = re.compile(rb"<(?:\w+:)?sheet [^>]*\b\w+:id=\"([^\"]+)\"")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_PART = re.compile(rb"\b(Id|Target)=\"([^\"]+)\"")
_ERROR = re.compile(rb"<(?:\w+:)?c [^>]*\bt=\"e\"")
_PLACE = re.compile(rb" r=\"([A-Z]{1,3}[0-9]+)\"")
_NAMED = 5  # cells of each kind, by their place
_UNSOLVED = re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>")
_1904 = re.compile(rb"<(?:\w+:)?workbookPr [^>]*\bdate1904=\"(?:1|true)\"")
_MOST = 1 << 20  # bytes of the small parts that are looked at
_ROWS = b"<sheetData"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PIECE, _OVERLAP = 1 << 18, 40


@dataclass(frozen=True)
class Look:
    """Of a sheet. hidden_rows: how many. unsolved, errors: formulas whose value was not saved, and cells that hold an error,
    as "3 个公式（B3、A4、G5）"; '' where there are none. is_1904: dates count from that year.
    """

    hidden_rows: int = 0
    is_1904: bool = False
    unsolved: str = ""
    errors: str = ""


class _Cells:
    """How many cells of a kind there are, and where the first of them stand."""

    def __init__(self):
        self.count, self.places = 0, []

    def add(self, begin: bytes) -> None:
        """begin: XML up to, and of, the cell's tag."""
        self.count += 1
        if len(self.places) < _NAMED:
            at = max(begin.rfind(b"<c "), begin.rfind(b":c "))
            found = _PLACE.search(begin, max(at, 0))
            self.places += [found[1].decode()] if found else []

    def said(self, what: str) -> str:
        places = "、".join(self.places) + ("等" if self.count > len(self.places) else "")
        return f"{self.count} 个{what}" + (f"（{places}）" if self.places else "") if self.count else ""


class Inside:
    """One xlsx. `fast` first: what there is to say of the sheets is found out on the way."""

    def __init__(self, path: Path):
        self.path = path
        self._is_plain = False  # True when there is certainly nothing to say of any sheet: most files, found out fast

    def fast(self) -> bytes | None:
        """The workbook as the library reads it fastest; None where it must read the file itself."""
        try:
            data = self.path.read_bytes()
            if data.startswith(OLD):
                return None
            found = parts(data)
            sheets = [part for part in found if part.is_sheet]
            if not sheets or not all(part.is_plain for part in sheets):
                return None
            if sum(part.size for part in sheets) > LARGEST:
                self._is_plain = not _is_1904(data, found) and not any(map(_says_something, _pieces(data, sheets)))
                return None
            texts = {part: unpacked(data, part) for part in sheets}
            self._is_plain = not _is_1904(data, found) and not any(map(_says_something, texts.values()))
            return repacked(data, texts)
        except (*ERRORS, OSError):
            return None

    def look(self, number: int) -> Look:
        """At the sheet of this number; nothing is said where it cannot be known."""
        try:
            if self._is_plain:
                return Look()
            with ZipFile(self.path) as book:
                return _look(book, number)
        except (*READ_ERRORS, *ERRORS, OSError, KeyError):
            return Look()


def _is_1904(data: bytes, found: list[Packed]) -> bool:
    """Whether a workbook may say that its dates count from that year."""
    books = (part for part in found if part.name == b"xl/workbook.xml")
    return any(not part.is_plain or part.size > _MOST or b"date1904=" in unpacked(data, part) for part in books)


def _says_something(text: bytes) -> bool:
    """Of a worksheet, or a piece of it. Most have not even one of these letters in their rows, which is seen far faster."""
    begin, end = text.find(_ROWS), text.rfind(b"</sheetData>")
    rows = begin + len(_ROWS) if begin >= 0 else 0, end if end >= 0 else len(text)
    h, e, f = (text.find(letter, *rows) >= 0 for letter in (b"h", b"e", b"f"))
    return bool(h and _HIDDEN.search(text) or e and b't="e"' in text or f and b"</f>" in text and _UNSOLVED.search(text))


def _pieces(data: bytes, sheets: list[Packed]) -> Iterator[bytes]:
    """The sheets' texts in pieces, each beginning with the end of the one before."""
    for part in sheets:
        unpack, rest, packed = zlib.decompressobj(-15), b"", content(data, part)
        for at in range(0, len(packed), _PIECE):
            piece = bytes(packed[at : at + _PIECE])
            text = rest + (unpack.decompress(piece) if part.method else piece)
            yield text
            rest = text[-_OVERLAP:]


def _look(book: ZipFile, number: int) -> Look:
    workbook = _small(book, "xl/workbook.xml")
    name = _SHEET.findall(workbook)[number]
    targets = {}
    for relation in _RELATION.findall(_small(book, "xl/_rels/workbook.xml.rels")):
        found = dict(_PART.findall(relation))
        targets[found.get(b"Id")] = found.get(b"Target", b"").decode()
    with book.open(normpath(join("/xl", targets[name])).lstrip("/")) as part:
        hidden, unsolved, errors = _count(part)
        return Look(hidden, bool(_1904.search(workbook)), unsolved.said("公式"), errors.said("单元格"))


def _small(book: ZipFile, name: str) -> bytes:
    with book.open(name) as part:
        return part.read(_MOST)


def _count(part) -> tuple[int, _Cells, _Cells]:
    """Hidden rows, formulas without a value, cells that hold an error."""
    rows, rest, unsolved, errors = 0, b"", _Cells(), _Cells()

    def look(block: bytes) -> int:
        if b"</f>" in block or b":f>" in block:
            for found in _UNSOLVED.finditer(block):
                unsolved.add(block[max(0, found.start() - 4_000) : found.start()])
        if b't="e"' in block:
            for found in _ERROR.finditer(block):
                errors.add(found[0])
        return len(_ROW.findall(block)) if b"hidden=" in block else 0

    while block := part.read(1 << 20):
        block = rest + block
        cut = max(block.rfind(begins) for begins in (b"<row ", b"<c "))  # a formula and its value stand in one cell
        cut = block.rfind(b"<") if cut < 0 else cut
        rows += look(block[:cut])
        rest = block[cut:]
    return rows + look(rest), unsolved, errors
