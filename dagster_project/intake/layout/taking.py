"""Rows below a header, by column and with their kinds, as they are handed on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from dagster_project.intake.layout.block import Block
from dagster_project.intake.layout.category import Category, category
from dagster_project.intake.layout.groups import AS_ABOVE, LOOKS_AHEAD
from dagster_project.intake.layout.part import Part, Table
from dagster_project.intake.layout.rows import NOT_TAKEN_APART

_NOTHING = frozenset(("-", "--", "—", "——", "–", "/", "\\", "无"))  # typed where there is no number
_TITLES = {"applied_title", "passed_title"}


@dataclass
class Taking:
    """Rows at to end - 1 of a block for one of its tables. several: whether other tables stand beside it; sure: which
    rows are data beyond doubt; again: kinds of repeated titles and headers; filled: columns filled from a merge; is_first:
    whether it is the leftmost.
    """

    block: Block
    table: Table
    several: bool
    at: int
    end: int
    sure: list[bool] | None
    again: dict[int, str]
    filled: dict[int, list[str]]
    is_first: bool = True

    def part(self) -> Part | None:
        """The rows that are not blank; None when all are."""
        block, table = self.block, self.table
        kinds = self._kinds()
        keep = [k for k, kind in enumerate(kinds, self.at) if kind != "blank"] if "blank" in kinds else None
        self.keep = range(self.at, self.end) if keep is None else keep
        if not self.keep:
            return None
        self.is_whole = keep is None
        kinds = kinds if keep is None else [kinds[k - self.at] for k in keep]
        first = block.first_no
        numbers = range(first + self.at, first + self.end) if keep is None else [first + k for k in keep]
        part = Part(numbers, kinds, [None] * len(kinds))
        table.data_rows += kinds.count("data")
        self.apart = [j for j, kind in enumerate(kinds) if kind in NOT_TAKEN_APART]
        for j, kind in enumerate(kinds):
            if kind != "data":
                part.texts[j] = block.own_texts(self.keep[j], table)
        part.filled = [tuple(self.filled.get(k, ())) for k in self.keep] if self.filled else [()] * len(kinds)
        self._known_columns(part)
        self._as_above(part)
        self._units(part)
        self._unit_once(part)
        self._given(part)
        self._categories(part)
        self._others(part)
        return part

    def _pick(self, column, nothing=None) -> list:
        picked = column[self.at : self.end] if self.is_whole else [column[k] for k in self.keep]
        if self.apart:
            picked = list(picked)
            for j in self.apart:
                picked[j] = nothing
        return picked

    def _kinds(self) -> list[str]:
        kinds, sure, table = ["data"] * (self.end - self.at), self.sure, self.table
        same = {k for k in self.filled if self._is_same_person(k)}
        first = next((i for i, name in table.columns.items() if name == "seq"), None)
        self.said: dict[int, str] = {}  # row → unit that it names for those below
        self.over: dict[int, Category] = {}  # row → series and level that it names for those below
        for k in range(self.at, self.end):
            if k in same:
                kinds[k - self.at] = "remark"
                table.same_persons += 1
                continue
            if sure is not None and sure[k - self.at]:
                table.kinds.in_remarks = False
                continue
            row = self._row(k)
            own = sum(text is not None for text in row) - len(self.filled.get(k, ()))
            kind = self.again.get(k) or ("blank" if own <= 0 else table.kinds.kind(row))
            if kind == "title" and table.header.form.has_persons and (one := category([text for text in row if text])):
                self.over[k] = one  # above a header that is repeated
            if kind == "unit_row":
                table.read_title([text for text in row if text])
            if (own <= 3 or _is_in_order(row, first)) and kind in ("data", "remark", "unit_row"):
                kind = self._group(k, row) or kind
            if kind == "data" and table.own and self._says_nothing(row):
                kind = "remark"
            kinds[k - self.at] = kind
        return kinds

    def _says_nothing(self, row: list[str | None]) -> bool:
        """True when this group of columns is empty in a row that fills another one: the unit has no such posts."""
        table = self.table
        said = [any(row[i] and row[i] not in _NOTHING for i in at) for at in (table.own, table.beside)]
        return not said[0] and (said[1] or not self.is_first)

    def _is_same_person(self, k: int) -> bool:
        """True when the cells of the person and of the title are merged with those above: more of the same application."""
        own = sum(text is not None for text in self.block.row(k)) - len(self.filled[k])
        return own > 0 and "person_name" in self.filled[k] and not _TITLES.isdisjoint(self.filled[k])

    def _row(self, k: int) -> list[str | None]:
        """A row of the block, without what stands in other tables' cells."""
        row = self.block.row(k)
        if not self.several:
            return row
        last = len(row) if self.table.last is None else self.table.last
        return [text if self.table.first <= i < last else None for i, text in enumerate(row)]

    def _group(self, k: int, row: list[str | None]) -> str | None:
        """The kind of a row that names what stands below it, if it is one; a unit that it names is kept."""
        below = [self._row(n) for n in range(k + 1, min(k + 1 + LOOKS_AHEAD, self.block.size))]
        if one := self.table.groups.category(row, below):
            self.over[k] = one
            return "title"
        kind, unit = self.table.groups.named(row, below) or (None, None)
        if unit:
            self.said[k] = unit
        return kind

    def _as_above(self, part: Part) -> None:
        """Signs for "the same as above" become what stands above, in the next row of data."""
        for name, column in part.columns.items():
            if name == "seq" or AS_ABOVE.isdisjoint(column):
                continue
            above, texts = None, list(column)
            part.columns[name] = texts
            for j, kind in enumerate(part.kinds):
                if kind == "data" and texts[j] in AS_ABOVE:
                    texts[j], part.filled[j] = above, (*part.filled[j], name)
                above = texts[j] if kind == "data" else above

    def _units(self, part: Part) -> None:
        """Rows get the unit that a row above names for them, where none of them has one of its own."""
        table = self.table
        if not (table.unit or self.said):
            return
        said = {j: self.said[k] for j, k in enumerate(self.keep) if k in self.said}
        texts = part.columns["unit_name"] = list(part.columns.get("unit_name") or [None] * len(part.kinds))
        for first, last in pairwise((0, *said, len(texts))):
            if first in said:
                table.unit, table.unit_from, table.says_units = said[first], "", False
            rows = [j for j in range(first, last) if part.kinds[j] == "data"]
            table.says_units |= any(texts[j] not in (None, table.unit) for j in rows)
            for j in rows if table.unit and not table.says_units else ():
                if texts[j] is None:
                    texts[j], part.filled[j] = table.unit, (*part.filled[j], "unit_name")
                    table.units_given[table.unit_from] += 1

    def _unit_once(self, part: Part) -> None:
        """In tables of posts a unit is often written once, in the first of its rows: the next levels are of the same unit."""
        table, name = self.table, self.table.header.form.wide_column
        if not name or table.given or name not in part.columns or "unit_name" not in part.columns:
            return
        units = part.columns["unit_name"] = list(part.columns["unit_name"])
        seqs = part.columns.get("seq") or [None] * len(units)
        for j, (kind, level) in enumerate(zip(part.kinds, part.columns[name], strict=True)):
            if kind in ("subtotal", "total") or units[j]:
                table.posts_of = units[j] if kind == "data" else None, {level}
            elif kind == "data" and table.posts_of[0] and level and not seqs[j] and level not in table.posts_of[1]:
                units[j], part.filled[j] = table.posts_of[0], (*part.filled[j], "unit_name")
                table.posts_of[1].add(level)
                table.units_given["上一行"] += 1

    def _given(self, part: Part) -> None:
        """What the header says of all rows."""
        for name, value in self.table.given.items():
            part.columns[name] = [value if kind == "data" else None for kind in part.kinds]
            part.filled = [(*filled, name) if kind == "data" else filled for kind, filled in zip(part.kinds, part.filled, strict=True)]

    def _categories(self, part: Part) -> None:
        """Rows get the series and level that a row above names for them; a cell of their own goes before it (staging)."""
        table = self.table
        if not (table.categories.said or self.over):
            return
        for name in ("title_series", "title_level"):
            part.columns[name] = [None] * len(part.kinds)
        for j, (k, kind) in enumerate(zip(self.keep, part.kinds, strict=True)):
            if k in self.over:
                table.categories.take(self.over[k])
            elif kind == "data" and (now := table.categories.now()):
                for name, text in now.items():
                    part.columns[name][j] = text
                part.filled[j] = (*part.filled[j], *now)
                table.of_category += 1

    def _known_columns(self, part: Part) -> None:
        block, places = self.block, {}
        for i, name in self.table.columns.items():
            if i < len(block.texts):
                places.setdefault(name, []).append(i)
        marked = []
        for name, at in places.items():
            picked = [self._pick(block.texts[i]) for i in at]
            part.columns[name] = picked[0] if len(at) == 1 else list(map(_joined, *picked))
            if block.marks[at[0]] and len(at) == 1:
                marked.append((name, self._pick(block.marks[at[0]], False)))
        known = _Names([name for name, _ in marked])
        rows = zip(*(marks for _, marks in marked), strict=True) if marked else [()] * len(part.kinds)
        part.numbers = list(map(known.__getitem__, rows))
        for j in self.apart:
            part.numbers[j] = part.filled[j] = None

    def _others(self, part: Part) -> None:
        """Cells that stand in no known column, by the label above them (第5列 where there is none)."""
        table, texts = self.table, self.block.texts
        found: dict[str, list[str | None]] = {}
        for i in range(table.first, len(texts) if table.last is None else table.last):
            if i in table.columns or i in table.beside:
                continue
            picked = self._pick(texts[i])
            if any(picked):
                cells = table.header.cells
                label = cells[i] if i < len(cells) else None
                if not label:
                    table.unlabelled.update(no for no, text in zip(part.row_nos, picked, strict=True) if text)
                label = label or f"第{i + 1}列"
                found[label if label not in found else f"{label}#{i + 1}"] = picked
        if found:
            part.extra = [_json(found.keys(), texts) for texts in zip(*found.values(), strict=True)]


def _is_in_order(row: list[str | None], first: int | None) -> bool:
    """True when the row is numbered as groups are: 一, (二)."""
    text = row[first] if first is not None and first < len(row) else None
    return bool(text) and text[0] in "(一二三四五六七八九十"


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
