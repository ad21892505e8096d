"""Rows below a header, by column and with their kinds, as they are handed on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from dagster_project.intake.layout.block import Block
from dagster_project.intake.layout.part import Part, Table
from dagster_project.intake.layout.rows import NOT_TAKEN_APART


@dataclass
class Taking:
    """Rows at to end - 1 of a block for one of its tables. several: whether other tables stand beside it; sure: which
    rows are data beyond doubt; again: kinds of repeated titles and headers; filled: columns filled from a merge.
    """

    block: Block
    table: Table
    several: bool
    at: int
    end: int
    sure: list[bool] | None
    again: dict[int, str]
    filled: dict[int, list[str]]

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
        for k in range(self.at, self.end):
            if sure is not None and sure[k - self.at]:
                table.kinds.in_remarks = False
                continue
            row = self.block.row(k)
            if self.several:
                last = len(row) if table.last is None else table.last
                row = [text if table.first <= i < last else None for i, text in enumerate(row)]
            own = sum(text is not None for text in row) - len(self.filled.get(k, ()))
            kind = self.again.get(k) or ("blank" if own <= 0 else table.kinds.kind(row))
            if kind == "unit_row":
                table.read_title([text for text in row if text])
            kinds[k - self.at] = kind
        return kinds

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
            if i in table.columns:
                continue
            picked = self._pick(texts[i])
            if any(picked):
                cells = table.header.cells
                label = (cells[i] if i < len(cells) else None) or f"第{i + 1}列"
                found[label if label not in found else f"{label}#{i + 1}"] = picked
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
