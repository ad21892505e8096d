"""A sheet becomes rows of known forms: a header is found by what it says, then each row below gets its kind."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from dagster_project.forms import Form
from dagster_project.intake.layout.below import Below, unit_above
from dagster_project.intake.layout.beside import parted
from dagster_project.intake.layout.block import Block, Merges
from dagster_project.intake.layout.groups import LOOKS_AHEAD, Groups
from dagster_project.intake.layout.header import HEADER_ROWS, Header, find_header, turned
from dagster_project.intake.layout.labels import DEEPEST
from dagster_project.intake.layout.part import TITLE, Part, Table, Take, read_sheet_name
from dagster_project.intake.layout.taking import Taking
from dagster_project.intake.layout.text import clean
from dagster_project.intake.layout.wide import crossed, own_positions

FEW = 6  # rows in which most headers begin
BLOCK = 4_000  # rows worked on at once
HELD_BACK = 8  # rows at the end of a block that wait for the next: a header may begin there


class SheetReader:
    """Reads one sheet. take(table, part) is given the rows, in order, as they are read."""

    def __init__(self, name: str, forms: tuple[Form, ...], merges: Iterable, take: Take):
        self.name, self.forms, self.take = name, forms, take
        self.merges = Merges(merges)
        self.tables: list[Table] = []
        self.ours: set[int] = set()  # cell positions of columns that we added to a returned workbook
        self.nearest: Header | None = None  # where no table was found: the row most like a header
        self.turned: Form | None = None  # where no table was found: the form whose labels stand one below the other
        self.above: Header | None = None  # of a table above the first one that was read, which lacks something
        self.across: tuple[int, str] | None = None  # where no table was found: levels side by side (wide.py)
        self.is_empty = True

    def read(self, rows: Iterator[list]) -> None:
        """rows: raw cell values of each worksheet row, from row 1 on."""
        block, first_no = list(islice(rows, BLOCK)), 1
        self.current: list[Table] = []
        while block:
            more = list(islice(rows, BLOCK))
            done = self._block(block, first_no, len(block) - HELD_BACK if more else len(block))
            first_no += done
            block = block[done:] + more

    def _block(self, rows: list[list], first_no: int, until: int) -> int:
        """Work on rows[:until], looking ahead at the rest; returns how many are done."""
        if not self.current and not self.tables and first_no > 1:
            return len(rows)  # no table in the beginning: nothing further down either
        self.block, at = Block(rows, first_no), 0
        self.block.clear(self.ours)
        self.below = Below(self.block, self.forms, self.name, self.current[0] if self.current else None)
        if not self.current:
            at = self._first_header()
            if at is None:
                return len(rows)
        while at < until:
            at = self._stretch(at, until)
        return at

    def _first_header(self) -> int | None:
        header = find_header(self._head(FEW + 2 * DEEPEST), self.forms, FEW, accept=self._says_unit_otherwise)
        if header is None or not header.is_whole:
            head = self._head(HEADER_ROWS + DEEPEST - 1)
            self.is_empty = not any(text for row in head for text in row) and self.block.size <= HEADER_ROWS
            header = find_header(head, self.forms, accept=self._says_unit_otherwise)
        if header is not None and header.untitled:  # the name of the sheet may say what no title says
            header = find_header(head, self.forms, title=clean(self.name) or "")
        if header is not None:
            header = parted(header, self._head(header.row_no), self.forms, clean(self.name) or "")
            if self._says_unit_otherwise(header):
                header = replace(header, missing=[])
        if header is None or not header.is_whole:
            head = self._head(HEADER_ROWS)
            self.nearest, self.turned, self.across = header, turned(head, self.forms), crossed(head, self.forms)
            return None
        self.above, header.above = header.above, None
        return self._open(header, 0, 0)

    def _says_unit_otherwise(self, header: Header) -> bool:
        """True when nothing but the column of units is missing, and a row above or right below names a unit for all."""
        groups = Groups(header.form, header.columns)
        if header.untitled or not groups.are_possible or header.missing != [header.form.labels("required")["unit_name"]]:
            return False
        head = self._head(header.row_no + 2 * LOOKS_AHEAD)
        if unit_above(head[: header.first_no - 1], header.form, self.name)[0]:
            return True
        found = groups.named(head[header.row_no], head[header.row_no + 1 :]) if len(head) > header.row_no else None
        return bool(found and found[1])

    def _head(self, rows: int) -> list[list[str | None]]:
        return [self.block.row(k) for k in range(min(self.block.size, rows))]

    def _open(self, header: Header, offset: int, titles_from: int) -> int:
        """A table begins: `header` was found in rows from `offset` on. Returns the row behind the header."""
        self.current = []
        top, end = offset + header.first_no - 1, offset + header.row_no
        header.row_no = self.block.first_no - 1 + end  # of the worksheet from now on
        starts = [0 if header.given else min(band) for band in header.bands[1:]]
        apart = own_positions(header.bands) if header.given else []
        for n, band in enumerate(header.bands):
            label = self.name if len(header.bands) == 1 else f"{self.name}(左起第{n + 1}栏)"
            title = dict.fromkeys(TITLE)
            first, last = ([0] + starts)[n], None if header.given else (starts + [None])[n]
            own = replace(header, form=header.forms[n], columns=band) if n and header.forms else header
            table = Table(own, label, band, first, last, title)
            if header.given:
                table.given, table.own, table.beside = header.given[n], apart[n], tuple(i for one in apart for i in one)
            self.current.append(table)
        self.tables += self.current
        self.below.table = self.current[0]
        self.ours.update(header.ours)
        self.block.clear(self.ours)
        above = [
            (k, texts) for k in range(titles_from, top) if (texts := [t for t in self.block.row(k) if t])
        ]
        self.titles = {}
        for table in self.current:
            own = [[t for t in self.block.row(k)[table.first : table.last] if t] or texts for k, texts in above]
            kinds = [table.read_title(texts) for texts in own] + ["header"] * header.depth
            read_sheet_name(table.title, clean(self.name), table.header.form)
            if table.groups.are_possible:
                table.unit, table.unit_from = unit_above(own, table.header.form, self.name)
            lines = [" ".join(texts) for _, texts in above]
            self.titles |= dict(zip(lines, kinds, strict=False))
            lines += [self.block.own_texts(k, table) for k in range(top, end)]
            numbers = [self.block.first_no + k for k in (*(k for k, _ in above), *range(top, end))]
            none = [None] * len(numbers)
            self.take(table, Part(numbers, kinds, lines, {}, none, none))
        return end

    def _stretch(self, at: int, until: int) -> int:
        """Rows of the current tables from `at` on; returns where the next header's rows end, or `until`."""
        again: dict[int, str] = {}  # rows of titles and header that are repeated
        header, end, sure = None, until, self._sure_data(at, until)
        for k in (
            range(at, until) if sure is None else [at + j for j, is_sure in enumerate(sure) if not is_sure]
        ):
            if k in again:
                continue
            if kind := self.titles.get(" ".join(text for text in self.block.row(k) if text)):
                again[k] = kind  # as above the table: titles are repeated on each page
            elif header := self.below.header_at(k):
                top = self.below.titles_above(k, at)
                if not header.means_the_same(self.current[0].header) or self.below.says_otherwise(range(top, k)):
                    end = k
                    break
                again |= {n: "title" for n in range(top, k) if self.below.is_title(n)}
                again |= dict.fromkeys(range(k, k + header.depth), "header")
                header = None
        top = self.below.titles_above(end, at) if header else end
        for table in self.current:
            filled = self.merges.fill(self.block, table, at, top)
            known = self._sure_data(at, top) if filled else sure
            several = len(self.current) > 1
            is_first = table is self.current[0]
            part = Taking(self.block, table, several, at, top, known, again, filled, is_first).part()
            if part:
                self.take(table, part)
        return self._open(header, end, top) if header else end

    def _sure_data(self, at: int, until: int) -> list[bool] | None:
        if len(self.current) > 1:
            return None
        return self.block.sure_data(self.current[0].header, self.current[0].columns, at, until)


def safe_label(label: str) -> str:
    """A header cell as it may stand in a message: short, long numbers hidden."""
    return re.sub(r"\d{6,}", "…", label)[:20]
