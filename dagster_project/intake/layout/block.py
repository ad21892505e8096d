"""Some rows of a sheet, turned into columns of clean texts."""

from itertools import zip_longest

from dagster_project.intake.layout.header import Header
from dagster_project.intake.layout.part import Table
from dagster_project.intake.layout.rows import are_names, is_name
from dagster_project.intake.layout.text import column_texts


class Block:
    """texts, marks: by cell position, one entry a row (marks: was a number; None when none was). first_no: of the
    worksheet; size: rows, which `k` counts from 0.
    """

    def __init__(self, rows: list[list], first_no: int):
        same = len(set(map(len, rows))) == 1
        found = [
            column_texts(column) for column in (zip(*rows) if same else zip_longest(*rows, fillvalue=""))
        ]
        self.texts, self.marks = [texts for texts, _ in found], [marks for _, marks in found]
        self.first_no, self.size = first_no, len(rows)

    def row(self, k: int) -> list[str | None]:
        return [column[k] for column in self.texts]

    def clear(self, positions: set[int]) -> None:
        """Forget what stands in these cell positions."""
        for i in positions:
            if i < len(self.texts):
                self.texts[i], self.marks[i] = [None] * self.size, None

    def own_texts(self, k: int, table: Table) -> str:
        """The row's texts in the cells of one table, as one line."""
        return " ".join(t for t in self.row(k)[table.first : table.last] if t)

    def sure_data(self, header: Header, columns: dict[int, str], at: int, until: int) -> list[bool] | None:
        """Which rows are data beyond doubt: a number in front, a person, and everything required. None: ask each."""
        place = {name: i for i, name in reversed(columns.items())}
        seq = place.get("seq")
        if seq is None or not header.form.has_persons or max(columns) >= len(self.texts):
            return None
        if any(any(column[at:until]) for column in self.texts[:seq]):
            return None
        sure = [text is not None and text.isdigit() for text in self.texts[seq][at:until]]
        for name in header.form.labels("required"):
            if name not in place:
                return None
            column = self.texts[place[name]][at:until]
            if name == "person_name" and (None in column or not are_names(column)):
                sure = [s and t is not None and is_name(t) for s, t in zip(sure, column, strict=True)]
            elif None in column:
                sure = [s and t is not None for s, t in zip(sure, column, strict=True)]
        return sure


class Merges:
    """Cells merged downwards hold their value in the first row only; it is given to the rows below."""

    def __init__(self, merges: list):
        self.merges = [(a, b, c) for (a, c), (b, _) in merges or () if b > a]
        self.merged: dict[tuple[int, int], str | None] = {}  # text of each, by its first row and column
        self.given: set[tuple[int, int]] = set()  # cells of columns that several tables share: each says what was filled

    def fill(self, block: Block, table: Table, at: int, until: int) -> dict[int, list[str]]:
        """{row: names of the columns that were filled in it}; the block's texts are changed."""
        filled: dict[int, list[str]] = {}
        for top, bottom, column in self.merges:
            name, start = table.columns.get(column), top - block.first_no + 1
            last = min(bottom - block.first_no + 1, until - 1)
            if name is None or column >= len(block.texts) or top < table.header.row_no or last < at:
                continue
            texts = block.texts[column] = list(block.texts[column])
            if start >= at:
                self.merged[top, column] = texts[start]
            for k in range(max(start + 1, at), last + 1):
                is_shared = table.beside and (block.first_no + k, column) in self.given
                if is_shared or (texts[k] is None and self.merged.get((top, column))):
                    texts[k] = self.merged[top, column]
                    filled.setdefault(k, []).append(name)
                    if table.beside:
                        self.given.add((block.first_no + k, column))
        return filled
