"""A sheet becomes rows of known forms: a header is found by what it says, then each row below gets its kind."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from dagster_project.forms import Form, header_key
from dagster_project.intake.layout.beside import parted
from dagster_project.intake.layout.block import Block, Merges
from dagster_project.intake.layout.groups import LOOKS_AHEAD, Groups
from dagster_project.intake.layout.header import HEADER_ROWS, Header, find_header, turned
from dagster_project.intake.layout.labels import DEEPEST
from dagster_project.intake.layout.part import TITLE, Part, Table, Take, read_sheet_name, read_title
from dagster_project.intake.layout.rows import is_footer, may_name_a_person
from dagster_project.intake.layout.taking import Taking
from dagster_project.intake.layout.text import clean, squeeze
from dagster_project.intake.layout.titles import unit_of_row
from dagster_project.intake.layout.units import units_of
from dagster_project.intake.layout.wide import crossed, own_positions

FEW = 6  # rows in which most headers begin
BLOCK = 4_000  # rows worked on at once
HELD_BACK = 8  # rows at the end of a block that wait for the next: a header may begin there

_TITLE = re.compile(r"[表册]|名单|系列|附件|20\d\d ?年")


class SheetReader:
    """Reads one sheet. take(table, part) is given the rows, in order, as they are read."""

    def __init__(self, name: str, forms: tuple[Form, ...], merges: Iterable, take: Take):
        self.name, self.forms, self.take = name, forms, take
        self.merges = Merges(merges)
        self.keys = _keys_of(forms)
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
        self.block, at, self.unit_line = Block(rows, first_no), 0, -1
        self.labels_in: dict[int, int] = {}
        self.block.clear(self.ours)
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
        if self._unit_above(head[: header.first_no - 1], header.form)[0]:
            return True
        found = groups.named(head[header.row_no], head[header.row_no + 1 :]) if len(head) > header.row_no else None
        return bool(found and found[1])

    def _unit_above(self, rows: list[list[str | None]], form: Form, by_sheet: bool = True) -> tuple[str | None, str]:
        """(the unit at which all rows of a table work, where it stands): 单位：…, else a line or title above, else the name
        of the sheet. A department names nobody's place of work; two units in titles leave it open.
        """
        units, lines = units_of(form), [[text for text in row if text] for row in rows]
        said = next((unit for unit in map(unit_of_row, lines) if units.is_school_or_the_like(unit)), None)
        if said:
            return squeeze(said), ""
        named = {unit for texts in lines if len(texts) < 4 for text in texts if (unit := units.in_title(text))}
        if named:
            return (named.pop() if len(named) == 1 else None), "标题"
        return units.in_title(clean(self.name) or "") if by_sheet else None, "工作表名"

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
                table.unit, table.unit_from = self._unit_above(own, table.header.form)
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
            elif header := self._header_at(k):
                top = self._titles_above(k, at)
                if not header.means_the_same(self.current[0].header) or self._says_otherwise(range(top, k)):
                    end = k
                    break
                again |= {n: "title" for n in range(top, k) if self._is_title(n)}
                again |= dict.fromkeys(range(k, k + header.depth), "header")
                header = None
        top = self._titles_above(end, at) if header else end
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

    def _header_at(self, k: int) -> Header | None:
        """A whole header that begins in this row; its first row may hold little but the names of groups of columns."""
        if max(map(self._labels_in, range(k, min(k + DEEPEST, self.block.size)))) < 2:
            return None
        window = [self.block.row(n) for n in range(k, min(k + DEEPEST, self.block.size))]
        title, before = self._title_above(k), self.current[0].header
        header = find_header(window, self.forms, 1, title)
        if header and not title and before.form.title_words and header.cells == before.cells:
            header = find_header(window, self.forms, 1, before.form.title_words[0])  # it goes on as before
        if header and header.missing and not header.untitled and self._is_of_unit_above(header, k):
            header = replace(header, missing=[])
        return header if header and header.is_whole and header.first_no == 1 else None

    def _is_of_unit_above(self, header: Header, k: int) -> bool:
        """True when nothing but the column of units is missing, as in the table before, or as a title right above says."""
        if header.missing != [header.form.labels("required").get("unit_name")]:
            return False
        for n in range(k - 1, max(0, k - 5), -1):
            row = self.block.row(n)
            if sum(text is not None for text in row) > 3:
                break
            if self._unit_above([row], header.form, by_sheet=False)[0]:
                self.unit_line = n
                return True
        return header.cells == self.current[0].header.cells or bool(self._unit_above([], header.form)[0])

    def _labels_in(self, k: int) -> int:
        """How many cells of a row of the block name a column of any form; 2 stands for more."""
        found = self.labels_in.get(k)
        if found is None:
            found = 0
            for column in self.block.texts:
                text = column[k]
                found += text is not None and len(text) < 30 and header_key(text) in self.keys
                if found > 1:
                    break
            self.labels_in[k] = found
        return found

    def _title_above(self, k: int) -> str:
        """What tells apart forms of the same columns right above row k; where nothing is said, it goes on as before."""
        form, top = self.current[0].header.form, self.current[0].header.row_no - self.block.first_no + 1
        rows = [[text for text in self.block.row(n) if text] for n in range(max(0, k - 5, top), k)]
        if not form.needs_title:
            said = ["".join(texts) for texts in rows if texts and len(texts) <= 3 and not is_footer(texts[0])]
            return squeeze("".join(text for text in said if _TITLE.search(text)))
        title = squeeze("".join(text for texts in rows if len(texts) <= 3 for text in texts))
        twins = [other for other in self.forms if other.needs_title]
        return title if any(twin.is_titled(title) for twin in twins) else form.title_words[0]

    def _titles_above(self, k: int, at: int) -> int:
        """The first of the rows right above row k that are the titles of the table that begins there."""
        top = k
        for n in range(k - 1, max(at, k - 5) - 1, -1):
            texts = [t for t in self.block.row(n) if t]
            if len(texts) > 3 or self._is_of_table(n, texts):
                if n == k - 1 and n > at and self._is_between(n):
                    continue
                break
            if texts:
                top = n
        return top

    def _is_between(self, n: int) -> bool:
        """True when a row right above a header stands below its title: it names groups of columns, and can be no data."""
        above, texts = ([t for t in self.block.row(m) if t] for m in (n - 1, n))
        is_titled = len(above) == 1 and _TITLE.search(above[0]) and not self._is_of_table(n - 1, above)
        return bool(is_titled) and not any(text[0].isdigit() or is_footer(text) for text in texts)

    def _is_of_table(self, n: int, texts: list[str]) -> bool:
        """True when a row between two tables belongs to the upper one: a footer, or anything that could be data."""
        if not texts or unit_of_row(texts) is not None or n == self.unit_line:
            return False
        values = {name: text for i, name in self.current[0].columns.items() if (text := self.block.texts[i][n])}
        needed = set(self.current[0].header.form.labels("required"))
        is_row = needed <= values.keys() or (len(texts) > 1 and may_name_a_person(values.get("person_name")))
        return is_row or is_footer(texts[0]) or not _TITLE.search("".join(texts))

    def _is_title(self, n: int) -> bool:
        """Whether one of the rows right above a header is a title; the others are blank, or name the unit."""
        texts = [text for text in self.block.row(n) if text]
        return bool(texts) and unit_of_row(texts) is None

    def _says_otherwise(self, rows: range) -> bool:
        """True when titles right above a repeated header name another year, level, series or unit: another table begins."""
        now, said = self.current[0].title, dict.fromkeys(TITLE)
        for n in rows:
            read_title(said, [text for text in self.block.row(n) if text])
        if any(text and text != now[name] for name, text in said.items()):
            return True
        unit, unit_from = self._unit_above([self.block.row(n) for n in rows], self.current[0].header.form)
        return unit_from == "标题" and bool(unit) and unit != self.current[0].unit


def _keys_of(forms: tuple[Form, ...]) -> set[str]:
    """All header keys of all forms."""
    known, name = forms[0].known, ("keys", *(form.code for form in forms))
    if name not in known:
        known[name] = {key for form in forms for key in form.keys}
    return known[name]


def safe_label(label: str) -> str:
    """A header cell as it may stand in a message: short, long numbers hidden."""
    return re.sub(r"\d{6,}", "…", label)[:20]
