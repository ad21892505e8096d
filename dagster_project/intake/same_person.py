"""Persons of whom both the ID number and the name were mended: the same ones by what else their rows say.

Looked up in the rows themselves, only where a file seems to drop people.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow.parquet as pq

from dagster_project.intake.person import month_of

_TITLES = ("passed_title", "applied_title")
_READ = ("person_key", "id_status", "row_kind", "person_name", "sex", "birth_month", "unit_name", "phone", "graduation", "current_title", *_TITLES)

Rows = list[dict[str, str | None]]
Look = Callable[[str, str, str], Rows]  # form, run, submission


def rows_of(raw: Path, form: str, run: str, submission_id: str) -> Rows:
    """The data rows of a submission, as far as they say who is meant."""
    path = raw / form / f"{run}.parquet"
    columns = [name for name in pq.read_schema(path).names if name in _READ]
    found = pq.read_table(path, columns=columns, filters=[("submission_id", "=", submission_id)]).to_pylist()
    return [row for row in found if row["row_kind"] == "data"]


def dropped(old: Rows, new: Rows) -> int:
    """How many persons of the old rows are in none of the new ones: not by number, nor by name, sex and month of birth, nor
    by phone, nor by unit, sex and title with the month of birth, or with school and current title. What several rows of a
    file have alike tells of nobody.
    """
    gone, come = _without(old, new), _without(new, old)
    for tell in (_phone, _birth, _career):
        known = _alone(tell, old) & _alone(tell, new) & set(map(tell, come))
        gone, come = ([row for row in rows if tell(row) not in known] for rows in (gone, come))
    return len(gone)


def _alone(tell: Callable[[dict], tuple | None], rows: Rows) -> set[tuple]:
    """What one person only of these has."""
    persons = {(told, row["person_key"]) for row in rows if (told := tell(row))}
    return {told for told, times in Counter(told for told, _ in persons).items() if times == 1}


def _without(rows: Rows, others: Iterable[dict]) -> Rows:
    """One row of each person whom the others do not have."""
    others = list(others)
    numbers = {row["person_key"] for row in others if row["id_status"] == "valid"}
    names = set(map(_likely, others))
    found = {}
    for row in rows:
        if row["person_name"] and row["person_key"] not in numbers and _likely(row) not in names:
            found.setdefault(row["person_key"] if row["id_status"] == "valid" else _likely(row), row)
    return list(found.values())


def _likely(row: dict) -> tuple:
    return "".join((row["person_name"] or "").split()), row.get("sex"), month_of(row.get("birth_month"))


def _phone(row: dict) -> tuple | None:
    return (row["phone"],) if row.get("phone") else None


def _work(row: dict) -> tuple:
    return row.get("unit_name"), row.get("sex"), next((row[name] for name in _TITLES if row.get(name)), None)


def _birth(row: dict) -> tuple | None:
    return (*_work(row), month_of(row["birth_month"])) if row.get("birth_month") else None


def _career(row: dict) -> tuple | None:
    known = row.get("graduation"), row.get("current_title")
    return (*_work(row), *known) if all(known) else None
