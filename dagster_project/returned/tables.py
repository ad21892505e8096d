"""Where the tables stand in a file: found by the reader itself, so that a mark falls where the finding was made."""

from dataclasses import dataclass, field
from pathlib import Path

from dagster_project.forms import Form
from dagster_project.intake.container.kinds import check_kind
from dagster_project.intake.container.sheets import text_sheets, web_sheets, workbook_sheets
from dagster_project.intake.layout.part import Part, Table
from dagster_project.intake.layout.table import SheetReader
from dagster_project.intake.layout.text import cell_text

_READ = {"workbook": workbook_sheets, "text": text_sheets, "web": web_sheets}
_NOTHING = ("", None)


@dataclass
class Sheet:
    """rows: raw cells from row 1 and column 1 on, without columns that we added before. at: {(label of the table, row
    number): (table, kind of row)}; added: positions of the columns that an earlier returned workbook had.
    """

    name: str
    is_hidden: bool
    rows: list[list]
    merges: list
    is_1904: bool
    tables: list[Table] = field(default_factory=list)
    at: dict[tuple[str, int], tuple[Table, str]] = field(default_factory=dict)
    added: set[int] = field(default_factory=set)

    def text(self, row: int, position: int) -> str | None:
        """What stands in a cell, as the reader sees it. row from 1, position from 0."""
        cells = self.rows[row - 1] if row <= len(self.rows) else []
        return cell_text(cells[position])[0] if position < len(cells) else None

    @property
    def right(self) -> int:
        """The first position right of everything that is written in the sheet or merged beside a table."""
        width = max(map(len, self.rows), default=0)
        while width and all(len(row) < width or row[width - 1] in _NOTHING for row in self.rows):
            width -= 1
        first = min((table.header.first_no for table in self.tables), default=1)
        merged = [right + 1 for _, (bottom, right) in self.merges if bottom + 1 >= first]
        return max([width, *merged])


def read_sheets(path: Path, extension: str, forms: tuple[Form, ...]) -> tuple[str, list[Sheet]]:
    """(kind of file: workbook, text or web; its sheets). Raises Refused where intake would have."""
    kind = check_kind(path, extension)
    return kind, [_sheet(found, forms) for found in _READ[kind](path)]


def _sheet(found, forms: tuple[Form, ...]) -> Sheet:
    is_1904 = found.look_inside().is_1904
    sheet = Sheet(found.name, found.is_hidden, list(found.rows), found.merges, is_1904)

    def take(table: Table, part: Part) -> None:
        for row, kind in zip(part.row_nos, part.kinds, strict=True):
            sheet.at[table.label, row] = table, kind

    reader = SheetReader(found.name, forms, found.merges, take)
    reader.read(iter(sheet.rows))
    sheet.tables, sheet.added = reader.tables, reader.ours
    if sheet.added:
        first = min(table.header.first_no for table in reader.tables)
        for row in sheet.rows[first - 1 :]:
            for position in sheet.added & set(range(len(row))):
                row[position] = ""
    return sheet
