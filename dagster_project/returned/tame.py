"""Whether openpyxl can take a workbook in whole: it makes an object of every formatted cell, empty or merged ones too."""

import re
from pathlib import Path
from zipfile import ZipFile

from dagster_project.intake.container.packed import READ_ERRORS

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')
_ZIPPED = b"PK\x03\x04"


def is_tame(path: Path, megabytes: int, merged_cells: int) -> bool:
    """True for an xlsx whose sheets, unpacked, are at most so large, with at most so many cells merged in all."""
    with path.open("rb") as file:
        if file.read(4) != _ZIPPED:
            return False
    try:
        with ZipFile(path) as book:
            parts = [info for info in book.infolist() if info.filename.startswith("xl/worksheets/")]
            if sum(info.file_size for info in parts) > megabytes * 1048576:
                return False
            return sum(_merged(book.read(info)) for info in parts) <= merged_cells
    except (*READ_ERRORS, OSError):
        return False


def _merged(sheet: bytes) -> int:
    return sum(
        (abs(column_number(right) - column_number(left)) + 1) * (abs(int(bottom) - int(top)) + 1)
        for left, top, right, bottom in _MERGE.findall(sheet)
    )


def column_number(letters: str | bytes) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        number = 26 * number + letter - 64
    return number
