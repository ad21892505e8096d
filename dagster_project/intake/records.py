"""The columns of a form in the raw layer, and the rows of one submission in them."""

import sys
from array import array
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import xor

import pyarrow as pa

from dagster_project.forms import Form
from dagster_project.intake.layout.part import Part, Table
from dagster_project.intake.layout.titles import unit_of_row
from dagster_project.intake.person import MARKS_OF_TITLES, Persons
from dagster_project.intake.years import YearSigns

_FRONT = ("submission_id", "raw_run", "sheet")
_TITLE = ("title_year", "title_level", "title_series", "title_unit")
_NAMES = pa.list_(pa.string())
_AROUND_UNITS = ("banner", "department")  # tell where it lies when its name does not
_OF_UNITS = ("unit_name", "publicity_unit", "subject", "banner")  # the first there is tells whose file it is
_APPLIED = {"result": "passed_title"}  # the title that a row of the form is about; who stands twice among results counts once
_KEY = 32  # bytes of a person's key
_LARGE = 1_000  # rows that are better kept as Arrow arrays at once: a tenth of the memory


def schema_of(form: Form) -> pa.Schema:
    """Columns of a form's Parquet files: provenance, row, title, marks, then every known column as text."""
    fields = [pa.field(name, pa.string()) for name in _FRONT]
    fields.append(pa.field("row_no", pa.int32()))
    fields += [pa.field(name, pa.string()) for name in ("row_kind", "row_text", *_TITLE)]
    fields += [pa.field(name, _NAMES) for name in ("numeric_columns", "filled_columns")]
    fields.append(pa.field("extra", pa.string()))
    if form.has_persons:
        fields += [pa.field(name, pa.string()) for name in ("person_key", "id_status")]
    return pa.schema(fields + [pa.field(name, pa.string()) for name in form.names])


@dataclass
class Chunk:
    """Some rows of one table. columns: name → list, or Arrow array when there are many rows."""

    table: Table
    columns: dict[str, list | pa.Array]
    size: int

    def constants(self, submission_id: str) -> dict[str, str | None]:
        """What is the same in all rows; complete only when the whole sheet is read (a title may stand below)."""
        return {"submission_id": submission_id, "sheet": self.table.label, **self.table.title}


class FileRows:
    """Gathers the rows of one submission while they are read."""

    def __init__(self, submission_id: str, persons: Persons, signs: YearSigns):
        self.submission_id, self.persons, self.signs = submission_id, persons, signs
        self.chunks: list[Chunk] = []
        self.units: set[tuple[str | None, ...]] = set()  # (name, what stands beside it as 旗县区 and 主管部门)
        self.tables: list[tuple[Table, set[int]]] = []  # with their persons without ID number, each with the title
        self.titles: set[str] = set()  # title rows, and the units named above tables
        self.marks: dict[str, tuple[array, array, set]] = {}  # form → persons, likely persons; persons with title (compare.py)

    def take(self, table: Table, part: Part) -> None:
        self.signs.take(table, part)
        columns = {**part.columns, "row_no": part.row_nos, "row_kind": part.kinds, "row_text": part.texts}
        columns |= {"numeric_columns": part.numbers, "filled_columns": part.filled}
        if part.extra:
            columns["extra"] = part.extra
        kinds = set(part.kinds)
        if not kinds.isdisjoint(("title", "unit_row")):
            self._take_titles(part)
        data = range(len(part.kinds)) if kinds == {"data"} else [j for j, kind in enumerate(part.kinds) if kind == "data"]
        if table.header.form.has_persons and data:
            columns["person_key"], columns["id_status"] = self._persons(table, part, data)
        unit = next((name for name in _OF_UNITS if name in part.columns), None)
        if unit:
            at = [unit, *(name for name in _AROUND_UNITS if name in part.columns and name != unit)]
            self.units.update(zip(*(_picked(part.columns[name], data) for name in at), strict=True))
        size = len(part.kinds)
        if size >= _LARGE:
            columns = {name: as_array(name, values) for name, values in columns.items()}
        self.chunks.append(Chunk(table, columns, size))

    def _take_titles(self, part: Part) -> None:
        for kind, text in zip(part.kinds, part.texts, strict=True):
            if kind in ("title", "unit_row") and text:
                self.titles.add(unit_of_row([text]) or text)

    def _persons(self, table: Table, part: Part, data: list[int]) -> tuple[list, list]:
        """(person_key, id_status) of all rows; None where a row is no data."""
        size, form, front = len(part.kinds), table.header.form, f"{self.submission_id}|{table.label}|"
        none = [None] * size
        names, sexes, births, ids, titles = (
            _picked(part.columns.get(name, none), data)
            for name in ("person_name", "sex", "birth_month", "id_number", _APPLIED.get(form.code, "applied_title"))
        )
        numbers = _are_numbers(_picked(part.numbers, data))
        linked = self.persons.by_numbers([None if was else text for text, was in zip(ids, numbers, strict=True)] if any(numbers) else ids)
        likely, statuses = self.persons.likely(names, sexes, births), ["valid"] * len(data)
        unlinked = [n for n, key in enumerate(linked) if key is None] if None in linked else []
        for n in unlinked:
            linked[n] = bytes(_KEY)
        keys, marks = list(map(bytes.hex, linked)), _first_eight(linked)
        for n in unlinked:
            keys[n], statuses[n] = self.persons.unlinked(ids[n], numbers[n], f"{front}{part.row_nos[data[n]]}")
            marks[n] = likely[n] if names[n] else None  # nobody that could be known again
        if form.code not in _APPLIED:
            self._note_repeats(table, {likely[n] ^ MARKS_OF_TITLES[titles[n]] for n in unlinked if names[n]})
        if unlinked and None in marks:
            known = [n for n, mark in enumerate(marks) if mark is not None]
            marks, likely, titles = ([of[n] for n in known] for of in (marks, likely, titles))
        persons, by_name, pairs = self.marks.setdefault(form.code, (array("Q"), array("Q"), set()))
        persons.extend(marks)
        by_name.extend(likely)
        pairs.update(map(xor, marks, map(MARKS_OF_TITLES.__getitem__, titles)))
        return _spread(keys, data, size), _spread(statuses, data, size)

    def _note_repeats(self, table: Table, persons: set[int]) -> None:
        """Persons without an ID number: nobody but we can see that a second table has them again."""
        if not self.tables or self.tables[-1][0] is not table:
            self.tables.append((table, set()))
        self.tables[-1][1].update(persons)

    def copies(self) -> list[list]:
        """[label, persons without ID, how many of them an earlier table of this file has with the same title] of each table."""
        found, earlier = [], {}
        for table, own in self.tables:
            before = earlier.setdefault(table.header.form.code, set())
            if again := len(own & before):
                found.append([table.label, len(own), again])
            before |= own
        return found

    def packed_marks(self) -> dict[str, list[str]]:
        """The marks as they are kept: eight bytes each, in base64; the two of one person stand at the same position."""
        return {form: list(map(pack, marks)) for form, marks in self.marks.items() if marks[0]}


def _picked(column, data: list[int]) -> list:
    return column if len(data) == len(column) else list(map(column.__getitem__, data))


def _spread(values: list, data: list[int], size: int) -> list:
    """The values of data rows in their places among all."""
    if len(data) == size:
        return values
    found = [None] * size
    for j, value in zip(data, values, strict=True):
        found[j] = value
    return found


def _first_eight(keys: list[bytes]) -> list[int]:
    """The number that the first eight bytes of each are."""
    found = array("Q", b"".join(keys))
    if sys.byteorder == "little":
        found.byteswap()
    return found[:: _KEY // 8].tolist()


def _are_numbers(rows: list[tuple[str, ...]]) -> list[bool]:
    """Of which rows the ID number was a number."""
    different = {names: "id_number" in names for names in set(rows)}
    return list(map(different.__getitem__, rows))


def pack(marks: Iterable[int]) -> str:
    return b64encode(array("Q", marks)).decode()


def as_array(name: str, values) -> pa.Array:
    """Values of a raw column."""
    if name == "row_no":
        return pa.Array.from_buffers(pa.int32(), len(values), [None, pa.py_buffer(array("i", values))])
    return _lists(values) if name in ("numeric_columns", "filled_columns") else pa.array(values, pa.string())


def _lists(names: list[tuple[str, ...] | None]) -> pa.Array:
    """Lists of column names, put together by hand (Arrow's layout of lists): to load what else does it costs too much."""
    given = [one or () for one in names]
    ends = pa.py_buffer(array("i", accumulate(map(len, given), initial=0)))
    there = None if given == names else pa.array([one is not None or None for one in names], pa.bool_()).buffers()[0]
    texts = pa.array(list(chain.from_iterable(given)), pa.string())
    return pa.Array.from_buffers(_NAMES, len(names), [there, ends], children=[texts])
