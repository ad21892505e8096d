"""What the reading library does not tell of an xlsx: hidden rows, and from which year its dates count."""

import re
import struct
import zlib
from functools import cached_property
from pathlib import Path
from posixpath import join, normpath
from zipfile import ZipFile

from dagster_project.intake.container.packed import READ_ERRORS

_ROW = re.compile(rb"<(?:\w+:)?row [^>]*\bhidden=\"(?:1|true)\"")
_SHEET = re.compile(rb"<(?:\w+:)?sheet [^>]*\b\w+:id=\"([^\"]+)\"")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_PART = re.compile(rb"\b(Id|Target)=\"([^\"]+)\"")
_1904 = re.compile(rb"<(?:\w+:)?workbookPr [^>]*\bdate1904=\"(?:1|true)\"")
_MOST = 1 << 20  # bytes of the small parts that are looked at
_PIECE, _OVERLAP = 1 << 18, 20
_ENTRY, _LOCAL = struct.Struct("<10xH8xL4xHHH8xL"), struct.Struct("<HH")


class Inside:
    """One xlsx, looked into when it is asked about."""

    def __init__(self, path: Path):
        self.path = path

    def look(self, number: int) -> tuple[int, bool]:
        """(hidden rows of the sheet of this number, whether dates count from 1904); (0, False) where it cannot be known."""
        try:
            if self._is_plain:
                return 0, False
            with ZipFile(self.path) as book:
                return _look(book, number)
        except (*READ_ERRORS, OSError, KeyError, IndexError, struct.error):
            return 0, False

    @cached_property
    def _is_plain(self) -> bool:
        """True when certainly no sheet has a hidden row and dates count from 1900: most files, found out fast."""
        data, sheets = self.path.read_bytes(), 0
        for name, method, start, size in _parts(data):
            if not name.startswith((b"xl/worksheets/", b"xl/workbook.xml")) or not name.endswith(b".xml"):
                continue
            sheets += name != b"xl/workbook.xml"
            if size == 0xFFFFFFFF or start == 0xFFFFFFFF or method not in (0, 8):
                return False
            begin = start + 30 + sum(_LOCAL.unpack_from(data, start + 26))
            for text in _unpacked(memoryview(data)[begin : begin + size], method):
                if b'hidden="1"' in text or b'hidden="true"' in text or b"date1904=" in text:
                    return False
        return sheets > 0


def _parts(data: bytes):
    """(name, method, offset, packed size) of each part, as the contents at the end of a zip tell."""
    end = data.rfind(b"PK\5\6")
    count, at = struct.unpack_from("<H4xL", data, end + 10)
    for _ in range(count):
        method, size, name, extra, remark, start = _ENTRY.unpack_from(data, at)
        yield data[at + 46 : at + 46 + name], method, start, size
        at += 46 + name + extra + remark


def _unpacked(packed: memoryview, method: int):
    """The part in pieces, each beginning with the end of the one before."""
    unpack, rest = zlib.decompressobj(-15), b""
    for at in range(0, len(packed), _PIECE):
        piece = bytes(packed[at : at + _PIECE])
        text = rest + (unpack.decompress(piece) if method else piece)
        yield text
        rest = text[-_OVERLAP:]


def _look(book: ZipFile, number: int) -> tuple[int, bool]:
    workbook = _small(book, "xl/workbook.xml")
    name = _SHEET.findall(workbook)[number]
    targets = {}
    for relation in _RELATION.findall(_small(book, "xl/_rels/workbook.xml.rels")):
        found = dict(_PART.findall(relation))
        targets[found.get(b"Id")] = found.get(b"Target", b"").decode()
    with book.open(normpath(join("/xl", targets[name])).lstrip("/")) as part:
        return _hidden_rows(part), bool(_1904.search(workbook))


def _small(book: ZipFile, name: str) -> bytes:
    with book.open(name) as part:
        return part.read(_MOST)


def _hidden_rows(part) -> int:
    found, rest = 0, b""
    while block := part.read(1 << 20):
        block = rest + block
        cut = block.rfind(b"<")
        if b"hidden=" in block:
            found += len(_ROW.findall(block, 0, cut))
        rest = block[cut:]
    return found + len(_ROW.findall(rest))
