"""A sheet becomes rows of known forms: a header is found by what it says, then each row below gets its kind."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from dagster_project.forms import Form, header_key
from dagster_project.intake.layout.header import DEEPEST, HEADER_ROWS, Header, find_header
from dagster_project.intake.layout.rows import NOT_TAKEN_APART, RowKinds, is_footer, is_name
from dagster_project.intake.layout.text import clean, column_texts, squeeze
from dagster_project.intake.layout.titles import title_level, title_series, title_year, unit_of_row

BLOCK = 20_000  # rows worked on at once
HELD_BACK = 8  # rows at the end of a block that wait for the next: a header may begin there

_TITLE = re.compile(r"[表册]|名单|系列|附件|20\d\d ?年")


@dataclass
class Part:
    """Some rows of one table, by column. Every list has one entry a row.

    columns: canonical column → texts; numbers: columns whose cell was a number; filled: columns filled from a merge
    (both None where a row is not taken apart into columns); extra: unknown columns as JSON.
    """

    row_nos: list[int]
    kinds: list[str]
    texts: list[str | None]
    columns: dict[str, list[str | None]] = field(default_factory=dict)
    numbers: list[tuple[str, ...] | None] = field(default_factory=list)
    filled: list[tuple[str, ...] | None] = field(default_factory=list)
    extra: list[str | None] | None = None


@dataclass
class Table:
    """One table of a sheet. label: the sheet's name, with the band when several tables stand side by side."""

    header: Header
    label: str
    columns: dict[int, str]
    first: int  # cell positions that belong to it: first to last - 1
    last: int | None
    title: dict[str, str | None]
    data_rows: int = 0

    def __post_init__(self):
        self.kinds = RowKinds(self.header.form, self.columns, self.header.cells)

    def read_title(self, texts: list[str]) -> str:
        """Take what a row above or below the table says of all of it; returns the row's kind."""
        unit, title, line = unit_of_row(texts), self.title, " ".join(texts)
        if unit is not None:
            title["title_unit"] = title["title_unit"] or unit or None
            return "unit_row"
        title["title_year"] = title["title_year"] or title_year(line)
        title["title_level"] = title["title_level"] or title_level(line)
        title["title_series"] = title["title_series"] or title_series(line)
        return "title"


Take = Callable[[Table, Part], None]


class SheetReader:
    """Reads one sheet. take(table, part) is given the rows, in order, as they are read."""

    def __init__(self, name: str, forms: tuple[Form, ...], merges: Iterable, take: Take):
        self.name, self.forms, self.take = name, forms, take
        self.merges = [(a, b, c) for (a, c), (b, _) in merges or () if b > a]
        self.keys = {key for form in forms for key in form.keys}
        self.tables: list[Table] = []
        self.nearest: Header | None = None  # where no table was found: the row most like a header
        self.is_empty = True
        self.merged: dict[
            tuple[int, int], str | None
        ] = {}  # text of each merged cell, by its first row and column

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
        found = [column_texts(column) for column in zip_longest(*rows, fillvalue="")]
        self.texts, self.marks = [texts for texts, _ in found], [marks for _, marks in found]
        self.first_no, self.size = first_no, len(rows)
        at = 0
        if not self.current:
            at = self._first_header()
            if at is None:
                return len(rows)
        while at < until:
            at = self._stretch(at, until)
        return at

    def _row(self, k: int) -> list[str | None]:
        return [column[k] for column in self.texts]

    def _first_header(self) -> int | None:
        head = [self._row(k) for k in range(min(self.size, HEADER_ROWS + DEEPEST - 1))]
        self.is_empty = not any(text for row in head for text in row) and self.size <= HEADER_ROWS
        header = find_header(head, self.forms)
        if header is not None and header.untitled:  # the name of the sheet may say what no title says
            header = find_header(head, self.forms, title=clean(self.name) or "")
        if header is None or not header.is_whole:
            self.nearest = header
            return None
        return self._open(header, 0, 0)

    def _open(self, header: Header, offset: int, titles_from: int) -> int:
        """A table begins: `header` was found in rows from `offset` on. Returns the row behind the header."""
        self.current = []
        starts = [min(band) for band in header.bands[1:]]
        for n, band in enumerate(header.bands):
            label = self.name if len(header.bands) == 1 else f"{self.name}(左起第{n + 1}栏)"
            title = dict.fromkeys(("title_year", "title_level", "title_series", "title_unit"))
            first, last = ([0] + starts)[n], (starts + [None])[n]
            self.current.append(Table(header, label, band, first, last, title))
        self.tables += self.current
        top, end = offset + header.first_no - 1, offset + header.row_no
        header.row_no = self.first_no - 1 + end  # of the worksheet from now on
        above = [(k, texts) for k in range(titles_from, top) if (texts := [t for t in self._row(k) if t])]
        self.titles = {}
        for table in self.current:
            kinds = [table.read_title(texts) for _, texts in above] + ["header"] * header.depth
            lines = [" ".join(texts) for _, texts in above]
            self.titles |= dict(zip(lines, kinds, strict=False))
            lines += [
                " ".join(t for t in self._row(k)[table.first : table.last] if t) for k in range(top, end)
            ]
            numbers = [self.first_no + k for k in (*(k for k, _ in above), *range(top, end))]
            none = [None] * len(numbers)
            self.take(table, Part(numbers, kinds, lines, {}, none, none))
        return end

    def _stretch(self, at: int, until: int) -> int:
        """Rows of the current tables from `at` on; returns where the next header's rows end, or `until`."""
        again: dict[int, str] = {}  # rows of titles and header that are repeated
        header, end, sure = None, until, self._sure_data(at, until)
        for k in range(at, until):
            if (sure and sure[k - at]) or k in again:
                continue
            if kind := self.titles.get(" ".join(text for text in self._row(k) if text)):
                again[k] = kind  # as above the table: titles are repeated on each page
            elif header := self._header_at(k):
                if not header.means_the_same(self.current[0].header):
                    end = k
                    break
                again |= dict.fromkeys(range(k, k + header.depth), "header")
                header = None
        top = self._titles_above(end, at) if header else end
        for table in self.current:
            filled = self._fill(table, at, top)
            self._emit(table, at, top, self._sure_data(at, top) if filled else sure, again, filled)
        return self._open(header, end, top) if header else end

    def _header_at(self, k: int) -> Header | None:
        """A whole header that begins in this row."""
        known = 0
        for column in self.texts:
            text = column[k]
            known += text is not None and len(text) < 30 and header_key(text) in self.keys
            if known > 1:
                window = [self._row(n) for n in range(k, min(k + DEEPEST, self.size))]
                header = find_header(window, self.forms, 1, self._title_above(k))
                return header if header and header.is_whole and header.first_no == 1 else None
        return None

    def _title_above(self, k: int) -> str:
        """What tells apart forms of the same columns right above row k; where nothing is said, it goes on as before."""
        form = self.current[0].header.form
        if not form.needs_title:
            return ""
        rows = [[text for text in self._row(n) if text] for n in range(max(0, k - 5), k)]
        title = squeeze("".join(text for texts in rows if len(texts) <= 3 for text in texts))
        twins = [other for other in self.forms if other.needs_title]
        return title if any(twin.is_titled(title) for twin in twins) else form.title_words[0]

    def _titles_above(self, k: int, at: int) -> int:
        """The first of the rows right above row k that are the titles of the table that begins there."""
        top = k
        for n in range(k - 1, max(at, k - 5) - 1, -1):
            texts = [t for t in self._row(n) if t]
            if len(texts) > 3 or self._is_of_table(n, texts):
                break
            if texts:
                top = n
        return top

    def _is_of_table(self, n: int, texts: list[str]) -> bool:
        """True when a row between two tables belongs to the upper one: a footer, or anything that could be data."""
        if not texts or unit_of_row(texts) is not None:
            return False
        names = {name for i, name in self.current[0].columns.items() if self.texts[i][n]}
        needed = set(self.current[0].header.form.labels("required"))
        is_row = needed <= names or (len(texts) > 1 and "person_name" in names)
        return is_row or is_footer(texts[0]) or not _TITLE.search("".join(texts))

    def _sure_data(self, at: int, until: int) -> list[bool] | None:
        """Which rows are data beyond doubt: a number in front, a person, and everything required. None: ask each row."""
        table = self.current[0]
        if len(self.current) > 1:
            return None
        place = {name: i for i, name in reversed(table.columns.items())}
        seq = place.get("seq")
        if seq is None or not table.header.form.has_persons or max(table.columns) >= len(self.texts):
            return None
        if any(any(column[at:until]) for column in self.texts[:seq]):
            return None
        sure = [text is not None and text.isdigit() for text in self.texts[seq][at:until]]
        for name in table.header.form.labels("required"):
            column = self.texts[place[name]][at:until]
            if name == "person_name":
                sure = [s and t is not None and is_name(t) for s, t in zip(sure, column, strict=True)]
            else:
                sure = [s and t is not None for s, t in zip(sure, column, strict=True)]
        return sure

    def _fill(self, table: Table, at: int, until: int) -> dict[int, list[str]]:
        """Cells merged downwards hold their value in the first row only: give it to the rows below."""
        filled: dict[int, list[str]] = {}
        for top, bottom, column in self.merges:
            name, start = table.columns.get(column), top - self.first_no + 1
            last = min(bottom - self.first_no + 1, until - 1)
            if name is None or column >= len(self.texts) or top < table.header.row_no or last < at:
                continue
            texts = self.texts[column]
            if start >= at:
                self.merged[top, column] = texts[start]
            for k in range(max(start + 1, at), last + 1):
                if texts[k] is None and self.merged.get((top, column)):
                    texts[k] = self.merged[top, column]
                    filled.setdefault(k, []).append(name)
        return filled

    def _emit(self, table: Table, at: int, end: int, sure: list[bool] | None, skip: dict[int, str],
              filled: dict[int, list[str]]) -> None:  # fmt: skip
        kinds = self._kinds(table, at, end, sure, skip, filled)
        keep = [k for k, kind in enumerate(kinds, at) if kind != "blank"]
        if not keep:
            return
        whole = len(keep) == end - at
        part = Part([self.first_no + k for k in keep], [kinds[k - at] for k in keep], [])
        table.data_rows += part.kinds.count("data")
        apart = [j for j, kind in enumerate(part.kinds) if kind in NOT_TAKEN_APART]

        def pick(column: list, nothing=None) -> list:
            picked = column[at:end] if whole else [column[k] for k in keep]
            for j in apart:
                picked[j] = nothing
            return picked

        self._texts_of_others(table, part, keep)
        part.filled = [tuple(filled.get(k, ())) for k in keep]
        self._known_columns(table, part, pick)
        self._others(table, part, pick)
        self.take(table, part)

    def _kinds(self, table: Table, at: int, end: int, sure, skip, filled) -> list[str]:
        kinds = ["data"] * (end - at)
        for k in range(at, end):
            if sure is not None and sure[k - at]:
                table.kinds.in_remarks = False
                continue
            row = self._row(k)
            if len(self.current) > 1:
                last = len(row) if table.last is None else table.last
                row = [text if table.first <= i < last else None for i, text in enumerate(row)]
            own = sum(text is not None for text in row) - len(filled.get(k, ()))
            kind = skip.get(k) or ("blank" if own <= 0 else table.kinds.kind(row))
            if kind == "unit_row":
                table.read_title([text for text in row if text])
            kinds[k - at] = kind
        return kinds

    def _texts_of_others(self, table: Table, part: Part, keep: list[int]) -> None:
        part.texts = [None] * len(keep)
        for j, kind in enumerate(part.kinds):
            if kind != "data":
                part.texts[j] = " ".join(t for t in self._row(keep[j])[table.first : table.last] if t)

    def _known_columns(self, table: Table, part: Part, pick) -> None:
        places: dict[str, list[int]] = {}
        for i, name in table.columns.items():
            if i < len(self.texts):
                places.setdefault(name, []).append(i)
        marked = []
        for name, at in places.items():
            picked = [pick(self.texts[i]) for i in at]
            part.columns[name] = picked[0] if len(at) == 1 else list(map(_joined, *picked))
            if self.marks[at[0]] and len(at) == 1:
                marked.append((name, pick(self.marks[at[0]], False)))
        names = [name for name, _ in marked]
        known = _Names(names)
        rows = zip(*(marks for _, marks in marked), strict=True) if marked else [()] * len(part.kinds)
        part.numbers = [known[marks] for marks in rows]
        for j, kind in enumerate(part.kinds):
            if kind in NOT_TAKEN_APART:
                part.numbers[j] = part.filled[j] = None

    def _others(self, table: Table, part: Part, pick) -> None:
        """Cells that stand in no known column, by the label above them (第5列 where there is none)."""
        found: dict[str, list[str | None]] = {}
        for i in range(table.first, len(self.texts) if table.last is None else table.last):
            if i in table.columns:
                continue
            texts = pick(self.texts[i])
            if any(texts):
                cells = table.header.cells
                label = (cells[i] if i < len(cells) else None) or f"第{i + 1}列"
                found[label if label not in found else f"{label}#{i + 1}"] = texts
        if found:
            part.extra = [_json(found.keys(), texts) for texts in zip(*found.values(), strict=True)]


def _joined(*texts: str | None) -> str | None:
    return " ".join(filter(None, texts)) or None


class _Names(dict):
    """Marks of a row → names of the marked columns."""

    def __init__(self, names: list[str]):
        super().__init__()
        self.names = names

    def __missing__(self, marks: tuple) -> tuple[str, ...]:
        found = self[marks] = tuple(name for name, mark in zip(self.names, marks, strict=True) if mark)
        return found


def _json(labels: Iterable[str], texts: tuple) -> str | None:
    there = {label: text for label, text in zip(labels, texts, strict=True) if text is not None}
    return json.dumps(there, ensure_ascii=False) if there else None


def safe_label(label: str) -> str:
    """A header cell as it may stand in a message: short, long numbers hidden."""
    return re.sub(r"\d{6,}", "…", label)[:20]
