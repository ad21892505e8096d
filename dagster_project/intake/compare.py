"""Files compared by the persons in them: is this one a renamed, shortened or misplaced version of another?"""

import csv
from array import array
from base64 import b64decode
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path

from dagster_project.home import DBT_DIR

THRESHOLDS = DBT_DIR / "seeds" / "policy" / "threshold.csv"


def load_thresholds(path: Path = THRESHOLDS) -> dict[str, Fraction]:
    """{threshold_id: value in force}; per cents as they stand."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["threshold_id"]: Fraction(row["value"]) for row in csv.DictReader(file) if not row["valid_to"]
        }


@dataclass(frozen=True)
class Marks:
    """Of one form in one file. persons: by ID number where there is one; likely: by name, sex and month of birth;
    pairs: persons with the title applied for. Two files' persons are compared both ways: an ID number that was
    mended, or one that was added, makes nobody another person.
    """

    persons: frozenset[int]
    likely: frozenset[int]
    pairs: frozenset[int]

    @classmethod
    def unpacked(cls, packed: list[str]) -> "Marks":
        return cls(*(frozenset(array("Q", b64decode(text))) for text in packed))


def marks_of(reading: dict) -> dict[str, Marks]:
    """{form code: marks} of what was read."""
    return {form: Marks.unpacked(packed) for form, packed in reading.get("marks", {}).items()}


def dropped(old: Marks, new: Marks | None) -> int:
    """How many persons of the old file are not in the new one."""
    if new is None:
        return len(old.persons)
    return min(len(old.persons - new.persons), len(old.likely - new.likely))


class Index:
    """The files in force of one year, body and form, found by mark. Files are entered when first asked for: where
    nothing is ever compared with them, nothing is worked out.
    """

    def __init__(self, kind: str):
        self.kind = kind  # people: persons and likely persons; pairs
        self.files: dict[str, Marks] = {}
        self.entered: set[str] = set()
        self.waiting: list[str] = []  # in force, not entered yet
        self.owners: dict[int, tuple[str, ...]] = {}

    def add(self, name: str, marks: Marks) -> None:
        self.files[name] = marks
        self.waiting.append(name)

    def _enter(self) -> None:
        for name in self.waiting:
            if name in self.files and name not in self.entered:
                mine, alone = self.files[name], (name,)
                marks = dict.fromkeys(mine.pairs if self.kind == "pairs" else mine.persons | mine.likely, alone)
                for mark in self.owners.keys() & marks.keys():
                    marks[mark] = self.owners[mark] + alone
                self.owners.update(marks)
                self.entered.add(name)
        self.waiting.clear()

    def counts(self, marks: frozenset[int]) -> Counter:
        """{submission id: how many of the marks it has}."""
        self._enter()
        found = Counter(chain.from_iterable(filter(None, map(self.owners.get, marks))))
        for name in found.keys() - self.files.keys():
            del found[name]
        return found

    def known(self, marks: frozenset[int]) -> int:
        """How many of the marks are in any of the files."""
        self._enter()
        return sum(any(n in self.files for n in names) for names in filter(None, map(self.owners.get, marks)))


class InForce:
    """The persons of all files in force, to find those of a new file again."""

    def __init__(self):
        self.people: dict[tuple, Index] = {}  # (year, body, form) → files
        self.pairs: dict[tuple, Index] = {}

    def add(self, name: str, scope: tuple, marks: dict[str, Marks]) -> None:
        for form, mine in marks.items():
            for kind, indexes in (("people", self.people), ("pairs", self.pairs)):
                indexes.setdefault((*scope, form), Index(kind)).add(name, mine)

    def remove(self, name: str, scope: tuple, marks: dict[str, Marks]) -> None:
        for form in marks:
            for indexes in (self.people, self.pairs):
                if (*scope, form) in indexes:
                    indexes[*scope, form].files.pop(name, None)

    def most_alike(self, scope: tuple, marks: dict[str, Marks]) -> tuple[str | None, int, int]:
        """(submission, persons shared, persons of the form) of the file that shares the largest part of a form."""
        best: tuple[str | None, int, int] = (None, 0, 1)
        for form, mine in marks.items():
            index = self.people.get((*scope, form))
            if index is None:
                continue
            by_id, by_name = index.counts(mine.persons), index.counts(mine.likely)
            shared, size = max((0, *by_id.values(), *by_name.values())), len(mine.persons)
            if shared * best[2] > best[1] * size:
                alike = [name for found in (by_id, by_name) for name, n in found.items() if n == shared]
                best = min(alike), shared, size
        return best

    def other_year(self, scope: tuple, marks: dict[str, Marks]) -> tuple[int | None, int, int]:
        """(year, persons with titles shared, of how many) of the other year in which most of them are in force."""
        best: tuple[int | None, int, int] = (None, 0, 1)
        year, body = scope
        for (other, whose, form), index in self.pairs.items():
            mine = marks.get(form)
            if mine is None or whose != body or other == year:
                continue
            shared, size = index.known(mine.pairs), len(mine.pairs)
            if shared * best[2] > best[1] * size:
                best = other, shared, size
        return best
