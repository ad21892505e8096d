"""Files compared by the persons in them: is this one a renamed, shortened or misplaced version of another?"""

import csv
from array import array
from binascii import a2b_base64
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, chain
from pathlib import Path

import numpy as np

from dagster_project.home import DBT_DIR

THRESHOLDS = DBT_DIR / "seeds" / "policy" / "threshold.csv"


def load_thresholds(path: Path = THRESHOLDS) -> dict[str, Fraction]:
    """{threshold_id: value in force}; per cents as they stand."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["threshold_id"]: Fraction(row["value"]) for row in csv.DictReader(file) if not row["valid_to"]
        }


class Marks:
    """Of one form in one file. persons: by ID number where there is one; likely: by name, sex and month of birth;
    pairs: persons with the title applied for. Two files' persons are compared both ways: an ID number that was
    mended, or one that was added, makes nobody another person. Taken out of their packing when they are first asked for;
    the first two are packed side by side, one entry for each person and way of writing.
    """

    def __init__(self, packed: list[str]):
        self.packed = packed

    def bytes_of(self, kind: int) -> bytes:
        """Eight bytes for each mark: 0 persons, 1 likely, 2 pairs."""
        return a2b_base64(self.packed[kind])

    def _set(self, kind: int) -> frozenset[int]:
        return frozenset(array("Q", self.bytes_of(kind)))

    def both(self) -> Iterator[tuple[int, int]]:
        """(person, likely person) of each."""
        return zip(array("Q", self.bytes_of(0)), array("Q", self.bytes_of(1)), strict=True)

    @cached_property
    def persons(self) -> frozenset[int]:
        return self._set(0)

    @cached_property
    def likely(self) -> frozenset[int]:
        return self._set(1)

    @cached_property
    def pairs(self) -> frozenset[int]:
        return self._set(2)


def marks_of(reading: dict) -> dict[str, Marks]:
    """{form code: marks} of what was read."""
    return {form: Marks(packed) for form, packed in reading.get("marks", {}).items()}


def dropped(old: Marks, new: Marks | None) -> int:
    """How many persons of the old file are not in the new one, by number or by name: each may have been mended in some."""
    if new is None:
        return len(old.persons)
    if len(old.persons - new.persons) == 0 or len(old.likely - new.likely) == 0:
        return 0
    return len({one for one, likely in old.both() if one not in new.persons and likely not in new.likely})


class Index:
    """The files in force of one year, body and form, found by mark.

    The first questions are answered by looking through all marks; only where there are more of them each file is entered
    by its marks. What a file has is the same either way.
    """

    LOOKED_THROUGH = 8  # questions; entering costs as much as some dozens, and grows with the files

    def __init__(self, kind: str):
        self.kinds = (2,) if kind == "pairs" else (0, 1)  # people: persons and likely persons
        self.files: dict[str, Marks] = {}
        self.entered: set[str] = set()
        self.waiting: list[str] = []  # in force, not entered yet
        self.owners: dict[int, tuple[str, ...]] = {}
        self.asked = 0
        self.laid_out: tuple | None = None  # all marks in one array, until the files change

    def add(self, name: str, marks: Marks) -> None:
        self.files[name] = marks
        self.waiting.append(name)
        self.laid_out = None

    def remove(self, name: str) -> None:
        self.files.pop(name, None)
        self.laid_out = None

    def counts(self, marks: frozenset[int]) -> Counter:
        """{submission id: how many of the marks it has}."""
        return Counter(chain.from_iterable(self.having(marks).values()))

    def known(self, marks: frozenset[int]) -> int:
        """How many of the marks are in any of the files."""
        return len(self.having(marks))

    def having(self, marks: frozenset[int]) -> dict[int, set[str] | list[str] | tuple[str, ...]]:
        """{mark: files in force that have it}, without marks that none has."""
        self.asked += 1
        if self.asked <= self.LOOKED_THROUGH:
            return self._look_through(marks)
        self._enter()
        found = {mark: names for mark in marks if (names := self.owners.get(mark))}
        if len(self.files) < len(self.entered):
            found = {mark: [n for n in names if n in self.files] for mark, names in found.items()}
        return {mark: names for mark, names in found.items() if names}

    def _look_through(self, marks: frozenset[int]) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        if not self.files or not marks:
            return found
        if self.laid_out is None:
            parts = [b"".join(map(one.bytes_of, self.kinds)) for one in self.files.values()]
            ends = list(accumulate(len(part) // 8 for part in parts))
            self.laid_out = np.frombuffer(b"".join(parts), np.uint64), ends, list(self.files)
        values, ends, names = self.laid_out
        wanted = np.sort(np.fromiter(marks, np.uint64, len(marks)))
        places = np.minimum(np.searchsorted(wanted, values), len(wanted) - 1)
        hits = np.flatnonzero(wanted[places] == values)
        for at, mark in zip(hits.tolist(), values[hits].tolist(), strict=True):
            found.setdefault(mark, set()).add(names[bisect_right(ends, at)])
        return found

    def _enter(self) -> None:
        for name in self.waiting:
            if name in self.files and name not in self.entered:
                mine, alone = self.files[name], (name,)
                marks = dict.fromkeys(mine.pairs if self.kinds == (2,) else mine.persons | mine.likely, alone)
                for mark in self.owners.keys() & marks.keys():
                    marks[mark] = self.owners[mark] + alone
                self.owners.update(marks)
                self.entered.add(name)
        self.waiting.clear()


class InForce:
    """The persons of all files in force, to find those of a new file again."""

    def __init__(self):
        self.people: dict[tuple, Index] = {}  # (year, body, form) → files
        self.pairs: dict[tuple, Index] = {}

    def add(self, name: str, scope: tuple, marks: dict[str, Marks]) -> None:
        for form, mine in marks.items():
            key = (*scope, form)
            if key not in self.people:
                self.people[key], self.pairs[key] = Index("people"), Index("pairs")
            self.people[key].add(name, mine)
            self.pairs[key].add(name, mine)

    def remove(self, name: str, scope: tuple, marks: dict[str, Marks]) -> None:
        for form in marks:
            for indexes in (self.people, self.pairs):
                if (*scope, form) in indexes:
                    indexes[*scope, form].remove(name)

    def most_alike(self, scope: tuple, marks: dict[str, Marks], first: set[str]) -> tuple[str | None, int, int]:
        """(submission, persons shared, persons of the form) of the file that shares the largest part of a form.

        first: of files that share the same part one of these.
        """
        best: tuple[str | None, int, int] = (None, 0, 1)
        for form, mine in marks.items():
            index = self.people.get((*scope, form))
            if index is None:
                continue
            by_id, by_name = index.counts(mine.persons), index.counts(mine.likely)
            shared, size = max((0, *by_id.values(), *by_name.values())), len(mine.persons)
            if shared * best[2] > best[1] * size:
                alike = [name for found in (by_id, by_name) for name, n in found.items() if n == shared]
                best = min(alike, key=lambda name: (name not in first, name)), shared, size
        return best

    def summed(self, scope: tuple, marks: Marks, form: str, corrected: set[str]) -> tuple[int, int, list[str]]:
        """(persons, of how many, submissions) without ID number of a form that are in force in other files, whichever they are.

        With a number everybody is counted once anyhow. corrected: files whose persons are not looked for.
        """
        index, unlinked = self.people.get((*scope, form)), frozenset(one for one, likely in marks.both() if one == likely)
        found = index.having(unlinked) if index and unlinked else {}
        others = [names for names in found.values() if corrected.isdisjoint(names)]
        return len(others), len(unlinked), sorted({name for names in others for name in names})

    def other_year(self, scope: tuple, marks: dict[str, Marks]) -> tuple[int | None, int, int]:
        """(year, persons with titles shared, of how many) of the other year in which most of them are in force."""
        best: tuple[int | None, int, int] = (None, 0, 1)
        year, body = scope
        for (other, whose, form), index in self.pairs.items():
            mine = marks.get(form)
            if mine is None or whose != body or other == year:
                continue
            shared, size = index.known(mine.pairs), len(mine.pairs)
            ahead = shared * best[2] - best[1] * size
            if ahead > 0 or (ahead == 0 and shared and other < best[0]):  # of two years alike, the first
                best = other, shared, size
        return best
