"""Where the next table begins below the rows of one: its header, the titles above it, and whether it only goes on."""

import re
from dataclasses import replace

from dagster_project.forms import Form, header_key
from dagster_project.intake.layout.block import Block
from dagster_project.intake.layout.header import Header, find_header
from dagster_project.intake.layout.labels import DEEPEST
from dagster_project.intake.layout.part import TITLE, Table, read_title
from dagster_project.intake.layout.rows import is_footer, may_name_a_person
from dagster_project.intake.layout.text import clean, squeeze
from dagster_project.intake.layout.titles import unit_of_row
from dagster_project.intake.layout.units import units_of

_TITLE = re.compile(r"[表册]|名单|系列|附件|20\d\d ?年")


class Below:
    """Looks through one block of a sheet. table: the one that is being read. unit_line: the row right above the next header
    that does nothing but name the unit of its rows.
    """

    def __init__(self, block: Block, forms: tuple[Form, ...], name: str, table: Table | None):
        self.block, self.forms, self.name, self.table = block, forms, name, table
        self.keys, self.unit_line = _keys_of(forms), -1
        self.labels_in: dict[int, int] = {}

    def header_at(self, k: int) -> Header | None:
        """A whole header that begins in this row; its first row may hold little but the names of groups of columns."""
        if max(map(self._labels_in, range(k, min(k + DEEPEST, self.block.size)))) < 2:
            return None
        window = [self.block.row(n) for n in range(k, min(k + DEEPEST, self.block.size))]
        title, before = self._title_above(k), self.table.header
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
            if unit_above([row], header.form)[0]:
                self.unit_line = n
                return True
        return header.cells == self.table.header.cells or bool(unit_above([], header.form, self.name)[0])

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
        form, top = self.table.header.form, self.table.header.row_no - self.block.first_no + 1
        rows = [[text for text in self.block.row(n) if text] for n in range(max(0, k - 5, top), k)]
        if not form.needs_title:
            said = ["".join(texts) for texts in rows if texts and len(texts) <= 3 and not is_footer(texts[0])]
            return squeeze("".join(text for text in said if _TITLE.search(text)))
        title = squeeze("".join(text for texts in rows if len(texts) <= 3 for text in texts))
        twins = [other for other in self.forms if other.needs_title]
        return title if any(twin.is_titled(title) for twin in twins) else form.title_words[0]

    def titles_above(self, k: int, at: int) -> int:
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
        values = {name: text for i, name in self.table.columns.items() if (text := self.block.texts[i][n])}
        needed = set(self.table.header.form.labels("required"))
        is_row = needed <= values.keys() or (len(texts) > 1 and may_name_a_person(values.get("person_name")))
        return is_row or is_footer(texts[0]) or not _TITLE.search("".join(texts))

    def is_title(self, n: int) -> bool:
        """Whether one of the rows right above a header is a title; the others are blank, or name the unit."""
        texts = [text for text in self.block.row(n) if text]
        return bool(texts) and unit_of_row(texts) is None

    def says_otherwise(self, rows: range) -> bool:
        """True when titles right above a repeated header name another year, level, series or unit: another table begins."""
        now, said = self.table.title, dict.fromkeys(TITLE)
        for n in rows:
            read_title(said, [text for text in self.block.row(n) if text])
        if any(text and text != now[name] for name, text in said.items()):
            return True
        unit, unit_from = unit_above([self.block.row(n) for n in rows], self.table.header.form)
        return unit_from == "标题" and bool(unit) and unit != self.table.unit


def unit_above(rows: list[list[str | None]], form: Form, sheet: str = "") -> tuple[str | None, str]:
    """(the unit at which all rows of a table work, where it stands): 单位：…, else a line or title above, else the name of
    the sheet. A department names nobody's place of work; two units in titles leave it open.
    """
    units, lines = units_of(form), [[text for text in row if text] for row in rows]
    said = next((unit for unit in map(unit_of_row, lines) if units.is_school_or_the_like(unit)), None)
    if said:
        return squeeze(said), ""
    named = {unit for texts in lines if len(texts) < 4 for text in texts if (unit := units.in_title(text))}
    if named:
        return (named.pop() if len(named) == 1 else None), "标题"
    return units.in_title(clean(sheet) or ""), "工作表名"


def _keys_of(forms: tuple[Form, ...]) -> set[str]:
    """All header keys of all forms."""
    known, name = forms[0].known, ("keys", *(form.code for form in forms))
    if name not in known:
        known[name] = {key for form in forms for key in form.keys}
    return known[name]
