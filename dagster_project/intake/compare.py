"""Files compared by the persons in them: is this one a renamed, shortened or misplaced version of another?"""

import csv
from binascii import a2b_base64
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from itertools import chain
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
        self.met: list[np.ndarray] | None = None  # see `meet`

    def array_of(self, kind: int) -> np.ndarray:
        """0 persons, 1 likely, 2 pairs."""
        return np.frombuffer(a2b_base64(self.packed[kind]), "<u8")

    def _set(self, kind: int) -> frozenset[int]:
        return frozenset(self.array_of(kind).tolist())

    def both(self) -> Iterator[tuple[int, int]]:
        """(person, likely person) of each."""
        return zip(self.array_of(0).tolist(), self.array_of(1).tolist(), strict=True)

    @cached_property
    def persons(self) -> frozenset[int]:
        return self._set(0)

    @cached_property
    def likely(self) -> frozenset[int]:
        return self._set(1)

    @cached_property
    def size(self) -> int:
        """How many persons there are."""
        return len(np.unique(self.array_of(0)))

    def shared(self, kind: int) -> set[int]:
        """The marks of this kind that may be in another file."""
        return set((self.array_of(kind) if self.met is None else self.met[kind]).tolist())


def marks_of(reading: dict) -> dict[str, Marks]:
    """{form code: marks} of what was read."""
    return {form: Marks(packed) for form, packed in reading.get("marks", {}).items()}


def meet(asked: list[Marks], others: list[Marks]) -> None:
    """Tell each file which of its marks may be in another one, as far as the files that are asked about have them. Few
    marks are: the others need not be looked at one by one.
    """
    files = [*asked, *others]
    for one in files:
        one.met = [np.empty(0, "<u8")] * 3
    if not asked:
        return
    for kinds in ((0, 1), (2,)):  # an unlinked person has the same mark by both
        parts = [one.array_of(kind) for one in files for kind in kinds]
        ends, values = np.cumsum([len(part) for part in parts]), np.concatenate(parts)
        first = ends[len(asked) * len(kinds) - 1]
        own, rest = np.sort(values[:first]), values[first:]
        twice = np.unique(np.concatenate([own[1:][own[1:] == own[:-1]], rest[_are_in(own, rest)]]))
        hits = np.flatnonzero(_are_in(twice, values))
        where = np.searchsorted(ends, hits, "right")
        for at in np.unique(where).tolist():
            one, kind = divmod(at, len(kinds))
            files[one].met[kinds[kind]] = values[hits[where == at]]


def _are_in(ordered: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Which of the values are among the ordered ones."""
    if not len(ordered):
        return np.zeros(len(values), bool)
    return ordered[np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)] == values


def dropped(old: Marks, new: Marks | None) -> int:
    """How many persons of the old file are not in the new one, by number or by name: each may have been mended in some."""
    if new is None:
        return old.size
    if len(old.persons - new.persons) == 0 or len(old.likely - new.likely) == 0:
        return 0
    return len({one for one, likely in old.both() if one not in new.persons and likely not in new.likely})


class Index:
    """The files in force of one year, body and form, by the marks that another file may have too."""

    def __init__(self, kinds: tuple[int, ...]):
        self.kinds = kinds
        self.owners: dict[int, list[str]] = {}

    def _marks(self, of: Marks) -> set[int]:
        return set().union(*map(of.shared, self.kinds))

    def add(self, name: str, marks: Marks) -> None:
        for mark in self._marks(marks):
            self.owners.setdefault(mark, []).append(name)

    def remove(self, name: str, marks: Marks) -> None:
        for mark in self._marks(marks):
            self.owners[mark].remove(name)

    def counts(self, marks: set[int]) -> Counter:
        """{submission id: how many of the marks it has}."""
        return Counter(chain.from_iterable(self.having(marks).values()))

    def known(self, marks: set[int]) -> int:
        """How many of the marks are in any of the files."""
        return len(self.having(marks))

    def having(self, marks: set[int]) -> dict[int, list[str]]:
        """{mark: files in force that have it}, without marks that none has."""
        return {mark: names for mark in marks if (names := self.owners.get(mark))}


class InForce:
    """The persons of all files in force, to find those of a new file again."""

    def __init__(self):
        self.people: dict[tuple, Index] = {}  # (year, body, form) → files
        self.pairs: dict[tuple, Index] = {}

    def add(self, name: str, scope: tuple, marks: dict[str, Marks]) -> None:
        for form, mine in marks.items():
            key = (*scope, form)
            if key not in self.people:
                self.people[key], self.pairs[key] = Index((0, 1)), Index((2,))
            self.people[key].add(name, mine)
            self.pairs[key].add(name, mine)

    def remove(self, name: str, scope: tuple, marks: dict[str, Marks]) -> None:
        for form, mine in marks.items():
            for indexes in (self.people, self.pairs):
                indexes[*scope, form].remove(name, mine)

    def most_alike(self, scope: tuple, marks: dict[str, Marks], first: set[str]) -> tuple[str | None, int, int]:
        """(submission, persons shared, persons of the form) of the file that shares the largest part of a form.

        first: of files that share the same part one of these.
        """
        best: tuple[str | None, int, int] = (None, 0, 1)
        for form, mine in marks.items():
            index = self.people.get((*scope, form))
            if index is None:
                continue
            by_id, by_name = index.counts(mine.shared(0)), index.counts(mine.shared(1))
            shared, size = max((0, *by_id.values(), *by_name.values())), mine.size
            if shared * best[2] > best[1] * size:
                alike = [name for found in (by_id, by_name) for name, n in found.items() if n == shared]
                best = min(alike, key=lambda name: (name not in first, name)), shared, size
        return best

    def summed(self, scope: tuple, marks: Marks, form: str, corrected: set[str]) -> tuple[int, int, list[str]]:
        """(persons, of how many, submissions) without ID number of a form that are in force in other files, whichever they are.

        With a number everybody is counted once anyhow. corrected: files whose persons are not looked for.
        """
        persons, likely = marks.array_of(0), marks.array_of(1)
        index, unlinked = self.people.get((*scope, form)), set(persons[persons == likely].tolist())
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
            shared, size = index.known(mine.shared(2)), len(a2b_base64(mine.packed[2])) // 8
            ahead = shared * best[2] - best[1] * size
            if ahead > 0 or (ahead == 0 and shared and other < best[0]):  # of two years alike, the first
                best = other, shared, size
        return best
