"""What the reading library does not tell of an xlsx: hidden rows, and from which year its dates count."""

import re
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


def look_inside(path: Path, number: int) -> tuple[int, bool]:
    """(hidden rows of the sheet of this number, whether dates count from 1904); (0, False) where it cannot be known."""
    try:
        with ZipFile(path) as book:
            return _look(book, number)
    except (*READ_ERRORS, OSError, KeyError, IndexError):
        return 0, False


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
