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


_NOTHING = [np.empty(0, "<u8")] * 3


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

    def unlinked(self) -> np.ndarray:
        """Persons without ID number: their two marks are the same."""
        persons = self.array_of(0)
        return persons[persons == self.array_of(1)]

    def shared(self, kind: int) -> set[int]:
        """The marks of this kind that may be in another file."""
        return set((self.array_of(kind) if self.met is None else self.met[kind]).tolist())


def marks_of(reading: dict) -> dict[str, Marks]:
    """{form code: marks} of what was read."""
    return {form: Marks(packed) for form, packed in reading.get("marks", {}).items()}


def meet(asked: list[Marks], others: list[Marks], persons: int = 0, of_pairs: int = 0) -> None:
    """Tell each file which of its marks a file has that is asked about and is like another one. Few are: the marks of the
    others need not be looked at one by one.

    Like another one: more than `persons` per cent of its persons are in that one, or of those without ID number in
    whichever files, or more than `of_pairs` per cent of its pairs.
    """
    files = [*asked, *others]
    for one in files:
        one.met = _NOTHING
    if not asked:
        return
    people, pairs = _Common(files, len(asked), (0, 1)), _Common(files, len(asked), (2,))  # unlinked: the same mark by both
    alike = [n for n, one in enumerate(asked) if people.has_persons(n, one, persons) or pairs.has_pairs(n, one, of_pairs)]
    if alike:
        people.tell(files, alike)
        pairs.tell(files, alike)


class _Common:
    """The marks of some kinds that several files have. values: in order; parts: of which file and kind each is, as
    number of the file × kinds + place of the kind; starts, ends: from where to where the same mark stands.
    """

    def __init__(self, files: list[Marks], asked: int, kinds: tuple[int, ...]):
        self.kinds, arrays = kinds, [one.array_of(kind) for one in files for kind in kinds]
        values, parts = np.concatenate(arrays), np.repeat(np.arange(len(arrays)), list(map(len, arrays)))
        if asked < len(files):
            own = _are_in(np.sort(np.concatenate(arrays[: asked * len(kinds)])), values)
            values, parts = values[own], parts[own]
        order = np.argsort(values, kind="stable")  # files stay in order where the mark is the same
        values, parts = values[order], parts[order]
        once = np.append(True, (values[1:] != values[:-1]) | (parts[1:] != parts[:-1]))[: len(values)]
        values, parts = values[once], parts[once]
        starts, ends = _runs(values)
        several = parts[starts] // len(kinds) != parts[ends - 1] // len(kinds)
        self.values, self.parts = (of[np.repeat(several, ends - starts)] for of in (values, parts))
        self.starts, self.ends = _runs(self.values)
        self.run = np.repeat(np.arange(len(self.starts)), self.ends - self.starts)
        self.by_part = np.argsort(self.parts, kind="stable")
        self.bounds = np.searchsorted(self.parts[self.by_part], np.arange(len(arrays) + 1)).tolist()

    def _of(self, part: int) -> np.ndarray:
        return self.by_part[self.bounds[part] : self.bounds[part + 1]]

    def has_pairs(self, number: int, one: Marks, percent: int) -> bool:
        return 100 * len(self._of(number)) > percent * len(one.array_of(2))

    def has_persons(self, number: int, one: Marks, percent: int) -> bool:
        """Whether so many of a file's persons are in another file, by number or by name."""
        both, least = [self._of(2 * number), self._of(2 * number + 1)], percent * one.size
        if any(100 * len(own) > least and 100 * self._most(own, number) > least for own in both):
            return True
        unlinked = one.unlinked()
        return 100 * _are_in(self.values[both[0]], unlinked).sum() > percent * len(unlinked)

    def _most(self, own: np.ndarray, number: int) -> int:
        """How many of a file's marks the other file has that has most of them."""
        starts = self.starts[self.run[own]]
        sizes = self.ends[self.run[own]] - starts
        at = np.repeat(starts - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
        found = np.bincount(self.parts[at] // len(self.kinds))
        found[number] = 0
        return int(found.max())

    def tell(self, files: list[Marks], alike: list[int]) -> None:
        """Tell the files which of their marks the files that are like another one have too."""
        is_told = np.zeros(len(self.starts), bool)
        for number in alike:
            for place in range(len(self.kinds)):
                is_told[self.run[self._of(number * len(self.kinds) + place)]] = True
        told = is_told[self.run]
        for part in np.unique(self.parts[told]).tolist():
            one, place = divmod(part, len(self.kinds))
            own, met = self._of(part), list(files[one].met)
            met[self.kinds[place]] = self.values[own[told[own]]]
            files[one].met = met


def _runs(ordered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From where to where the same value stands."""
    ends = np.flatnonzero(np.append(ordered[1:] != ordered[:-1], len(ordered) > 0)) + 1
    return np.append(0, ends)[: len(ends)], ends


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


def _met(marks: dict[str, Marks]) -> list[tuple[str, Marks]]:
    """Forms and marks of a file, as far as they are in any other one."""
    return [(form, mine) for form, mine in marks.items() if mine.met is not _NOTHING]


class InForce:
    """The persons of all files in force, to find those of a new file again."""

    def __init__(self):
        self.people: dict[tuple, Index] = {}  # (year, body, form) → files
        self.pairs: dict[tuple, Index] = {}

    def add(self, name: str, scope: tuple, marks: dict[str, Marks]) -> None:
        for form, mine in _met(marks):
            key = (*scope, form)
            if key not in self.people:
                self.people[key], self.pairs[key] = Index((0, 1)), Index((2,))
            self.people[key].add(name, mine)
            self.pairs[key].add(name, mine)

    def remove(self, name: str, scope: tuple, marks: dict[str, Marks]) -> None:
        for form, mine in _met(marks):
            for indexes in (self.people, self.pairs):
                indexes[*scope, form].remove(name, mine)

    def most_alike(self, scope: tuple, marks: dict[str, Marks], first: set[str]) -> tuple[str | None, int, int]:
        """(submission, persons shared, persons of the form) of the file that shares the largest part of a form.

        first: of files that share the same part one of these.
        """
        best: tuple[str | None, int, int] = (None, 0, 1)
        for form, mine in _met(marks):
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
        index, unlinked = self.people.get((*scope, form)), set(marks.unlinked().tolist())
        found = index.having(unlinked) if index and unlinked else {}
        others = [names for names in found.values() if corrected.isdisjoint(names)]
        return len(others), len(unlinked), sorted({name for names in others for name in names})

    def other_year(self, scope: tuple, marks: dict[str, Marks]) -> tuple[int | None, int, int]:
        """(year, persons with titles shared, of how many) of the other year in which most of them are in force."""
        best: tuple[int | None, int, int] = (None, 0, 1)
        (year, body), marks = scope, dict(_met(marks))
        for (other, whose, form), index in self.pairs.items():
            mine = marks.get(form)
            if mine is None or whose != body or other == year:
                continue
            shared, size = index.known(mine.shared(2)), len(a2b_base64(mine.packed[2])) // 8
            ahead = shared * best[2] - best[1] * size
            if ahead > 0 or (ahead == 0 and shared and other < best[0]):  # of two years alike, the first
                best = other, shared, size
        return best
