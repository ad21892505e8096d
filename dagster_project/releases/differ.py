"""What differs between two marts: cell by cell of the annual tables, for the region and each body, and the rows of policy."""

import csv
from collections import Counter
from dataclasses import astuple, dataclass
from pathlib import Path

from dagster_project.reports.content import annual, bodies_of
from dagster_project.reports.layout import safe_text
from dagster_project.reports.model import Column, Row, Standing, Table, text_of

HEADER = ("范围", "表", "行", "指标", "前", "后")
REGION, ABSENT = "全区", "没有这一行"
ANY = Standing("定稿")  # not current figures: what they would say of releases is not compared
PASSED_OVER = ("policy", "documents")  # rows of policy are compared as rows


@dataclass(frozen=True)
class Difference:
    """One cell of one table: the scope whose report it stands in, and what it says before and after."""

    scope: str
    sheet: str
    row: str
    column: str
    before: str
    after: str


def differences(old: Path, new: Path, year: int, bureau: str | None = None) -> list[Difference]:
    """Cells of the year's tables that differ between two mart files, in the report of the region or of one body."""
    before, after = (annual(mart, year, bureau, standing=ANY) for mart in (old, new))
    return [one for table in after.tables if table.id not in PASSED_OVER for one in _of_table(after.scope, before.table(table.id), table)]


def all_differences(old: Path, new: Path, year: int) -> list[Difference]:
    """As above, for the region and then each body that either file has figures of."""
    found = differences(old, new, year)
    for code in sorted({*bodies_of(old, year), *bodies_of(new, year)}):
        found += differences(old, new, year, code)
    return found


def tally(found: list[Difference]) -> tuple[Counter, Counter]:
    """How many by table, in the region's report; how many by body, in its own."""
    return Counter(d.sheet for d in found if d.scope == REGION), Counter(d.scope for d in found if d.scope != REGION)


def write_differences(found: list[Difference], path: Path) -> None:
    """As CSV that spreadsheets read."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows([safe_text(cell) if not _is_figure(cell) else cell for cell in astuple(one)] for one in found)


def _is_figure(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).rstrip("%").isdigit()


def _of_table(scope: str, old: Table, new: Table) -> list[Difference]:
    before, after = _cells(old), _cells(new)
    return [
        Difference(scope, new.sheet, *(before.get(key) or after[key])[:2], *(one.get(key, (0, 0, ABSENT))[2] for one in (before, after)))
        for key in [*before, *(key for key in after if key not in before)]
        if before.get(key, (0, 0, None, None))[2:] != after.get(key, (0, 0, None, None))[2:]
    ]  # fmt: skip


def _cells(table: Table) -> dict[tuple[str, str], tuple[str, str, str, object]]:
    """{(row key, column): (row's name, column's label, what it shows, its value)}: figures, and the words of a judgement."""
    return {
        (row.key, column.name): (_name(table, row), column.label, *_shown(table, row, column))
        for row in table.rows for column in table.columns if column.kind != "text" or column.name.endswith("state")
    }  # fmt: skip


def _shown(table: Table, row: Row, column: Column) -> tuple[str, object]:
    if column.kind == "text":
        return text_of(column, row), None
    number = table.cell(row, column.name)
    return number.shown, number.value


def _name(table: Table, row: Row) -> str:
    """What the first words of a line say."""
    words = [str(row.values[c.name]) for c in table.columns if c.kind == "text" and not c.name.endswith("state") and row.values.get(c.name)]
    return " ".join(dict.fromkeys(words[:4]))

