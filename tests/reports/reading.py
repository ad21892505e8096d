"""Reads reports back from their files, as a person's programs see them."""

import csv
import re
from pathlib import Path

import docx
import openpyxl
from pypdf import PdfReader

FOOTER = re.compile(r"—\s*\d+\s*—")


def workbook_cell(path: Path):
    """where → value of a cell, from the values kept beside formulas."""
    book = openpyxl.load_workbook(path, data_only=True)
    return lambda where: book[where.rpartition("!")[0]][where.rpartition("!")[2]].value


def csv_cell(path: Path):
    """where (行n) → (value, shown) of a line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    value, shown = lines[0].index("数值"), lines[0].index("显示")
    return lambda where: (float(lines[int(where[1:]) - 1][value]), lines[int(where[1:]) - 1][shown])


def word_cell(path: Path):
    """where (段p/r or 表t/r/c) → the text of that run or cell."""
    book = docx.Document(str(path))

    def read(where: str) -> str:
        numbers = [int(n) for n in where[1:].split("/")]
        if where[0] == "段":
            return book.paragraphs[numbers[0]].runs[numbers[1]].text
        return book.tables[numbers[0]].cell(numbers[1], numbers[2]).text

    return read


def word_text(path: Path) -> str:
    book = docx.Document(str(path))
    cells = [c.text for t in book.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in book.paragraphs] + cells)


def pdf_text(path: Path, mark: str) -> str:
    """The text without white space, page numbers and the mark at the head of each page."""
    pages = [FOOTER.sub("", page.extract_text()).strip().removeprefix(mark) for page in PdfReader(path).pages]
    return re.sub(r"\s", "", "".join(pages))


def bookmarks(path: Path) -> list[str]:
    def flat(items):
        return [title for item in items for title in (flat(item) if isinstance(item, list) else [item.title])]

    return flat(PdfReader(path).outline)
