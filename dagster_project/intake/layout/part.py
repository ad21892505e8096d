"""Tables found in a sheet, and their rows by column."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dagster_project.forms import Form
from dagster_project.intake.layout.category import Categories, category
from dagster_project.intake.layout.groups import Groups
from dagster_project.intake.layout.header import Header
from dagster_project.intake.layout.rows import RowKinds
from dagster_project.intake.layout.titles import title_level, title_series, title_year, unit_of_row

TITLE = ("title_year", "title_level", "title_series", "title_unit")  # what title rows say of a whole table


@dataclass
class Part:
    """Some rows of one table, by column. Every list has one entry a row.

    columns: canonical column → texts; numbers: columns whose cell was a number; filled: columns filled from a merge
    (both None where a row is not taken apart into columns); extra: unknown columns as JSON.
    """

    row_nos: list[int]
    kinds: list[str]
    texts: list[str | None]
    columns: dict[str, Sequence[str | None]] = field(default_factory=dict)
    numbers: list[tuple[str, ...] | None] = field(default_factory=list)
    filled: list[tuple[str, ...] | None] = field(default_factory=list)
    extra: list[str | None] | None = None


@dataclass
class Table:
    """One table of a sheet. label: the sheet's name, with the band when several tables stand side by side. given: what the
    header says of all its rows (wide.py); own, beside: cell positions of its own among those of all such tables.
    """

    header: Header
    label: str
    columns: dict[int, str]
    first: int  # cell positions that belong to it: first to last - 1
    last: int | None
    title: dict[str, str | None]
    given: dict[str, str] = field(default_factory=dict)
    own: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    categories: Categories = field(default_factory=Categories)
    of_category: int = 0  # rows whose series or level a row above them names
    data_rows: int = 0
    unit: str | None = None  # named by a row that stands over those below it
    unit_from: str = ""  # 标题 or 工作表名 where that is what names it
    says_units: bool = False  # some row below that has a unit of its own
    unlabelled: set[int] = field(default_factory=set)  # rows with something in a column that has no label
    same_persons: int = 0  # rows merged with the one above, of the same application
    posts_of: tuple[str | None, set] = field(default_factory=lambda: (None, set()))  # the unit of the row above, and its levels so far
    units_given: Counter[str] = field(default_factory=Counter)  # rows whose unit is the one named above them, by where

    def __post_init__(self):
        self.kinds = RowKinds(self.header.form, self.columns, self.header.cells)
        self.groups = Groups(self.header.form, self.columns)

    def read_title(self, texts: list[str]) -> str:
        return read_title(self.title, texts)


def read_sheet_name(title: dict[str, str | None], name: str | None, form: Form) -> None:
    """Take what the name of the sheet says, where the rows above say nothing: 2023年, 工程系列, 副高级."""
    if not name or not form.has_persons:
        return
    one = category([name])
    title["title_year"] = title["title_year"] or title_year(f"{name}年" if name.isdigit() else name)
    title["title_series"] = title["title_series"] or (one.series if one else None)
    title["title_level"] = title["title_level"] or (one.level if one else None)


def read_title(title: dict[str, str | None], texts: list[str]) -> str:
    """Take what a row above or below a table says of all of it, unless it was said before; returns the row's kind."""
    unit, line = unit_of_row(texts), " ".join(texts)
    if unit is not None:
        title["title_unit"] = title["title_unit"] or unit or None
        return "unit_row"
    title["title_year"] = title["title_year"] or title_year(line)
    title["title_level"] = title["title_level"] or title_level(line)
    title["title_series"] = title["title_series"] or title_series(line)
    return "title"


Take = Callable[[Table, Part], None]
