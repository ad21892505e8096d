"""Files compared by the persons in them: is this one a renamed, shortened or misplaced version of another?"""

import csv
from array import array
from base64 import b64decode
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
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


class InForce:
    """The persons of all files in force, to find those of a new file again."""

    def __init__(self):
        self.files: dict[tuple, dict[str, Marks]] = {}  # (year, body, form) → {submission id: marks}
        self.owners: dict[tuple, dict[int, list[str]]] = {}  # (year, body, form) → mark → submission ids
        self.pairs: dict[tuple, Counter] = {}  # (year, body, form) → pair → in how many files

    def add(self, name: str, scope: tuple, marks: dict[str, Marks]) -> None:
        for form, mine in marks.items():
            self.files.setdefault((*scope, form), {})[name] = mine
            owners = self.owners.setdefault((*scope, form), {})
            for mark in mine.persons | mine.likely:
                owners.setdefault(mark, []).append(name)
            self.pairs.setdefault((*scope, form), Counter()).update(mine.pairs)

    def remove(self, name: str, scope: tuple, marks: dict[str, Marks]) -> None:
        for form, mine in marks.items():
            if self.files.get((*scope, form), {}).pop(name, None) is None:
                continue
            for mark in mine.persons | mine.likely:
                self.owners[*scope, form][mark].remove(name)
            self.pairs[*scope, form].subtract(mine.pairs)

    def most_alike(self, scope: tuple, marks: dict[str, Marks]) -> tuple[str | None, int, int]:
        """(submission, persons shared, persons of the form) of the file that shares the largest part of a form."""
        best: tuple[str | None, int, int] = (None, 0, 1)
        for form, mine in marks.items():
            owners = self.owners.get((*scope, form), {})
            counts = (
                Counter(n for m in some for n in owners.get(m, ())) for some in (mine.persons, mine.likely)
            )
            by_id, by_name = counts
            for name in sorted(by_id.keys() | by_name.keys()):
                shared, size = max(by_id[name], by_name[name]), len(mine.persons)
                if Fraction(shared, size) > Fraction(best[1], best[2]):
                    best = name, shared, size
        return best

    def other_year(self, scope: tuple, marks: dict[str, Marks]) -> tuple[int | None, int, int]:
        """(year, persons with titles shared, of how many) of the other year in which most of them are in force."""
        best: tuple[int | None, int, int] = (None, 0, 1)
        year, body = scope
        for (other, whose, form), pairs in self.pairs.items():
            mine = marks.get(form)
            if mine is None or whose != body or other == year:
                continue
            shared = sum(pairs[pair] > 0 for pair in mine.pairs)
            if Fraction(shared, len(mine.pairs)) > Fraction(best[1], best[2]):
                best = other, shared, len(mine.pairs)
        return best
