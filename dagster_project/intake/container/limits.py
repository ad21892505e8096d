"""Sizes a file may have: rows of dbt/seeds/forms/file_limit.csv."""

import csv
from functools import lru_cache
from pathlib import Path

from dagster_project.forms import FORMS_DIR

_in_use = FORMS_DIR


def use_limits(folder: Path) -> None:
    """From now on this process keeps to the limits of another folder of forms: a home's, with its own rows."""
    global _in_use
    _in_use = folder
    _read.cache_clear()


def file_limits() -> dict[str, int]:
    """{limit_id: value in force}; a later row of the same id wins."""
    return _read(_in_use)


@lru_cache(4)
def _read(folder: Path) -> dict[str, int]:
    with (folder / "file_limit.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["limit_id"]: int(row["value"]) for row in csv.DictReader(file) if not row["valid_to"]}
