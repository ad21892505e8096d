"""Sizes a file may have: rows of dbt/seeds/forms/file_limit.csv."""

import csv
from functools import lru_cache
from pathlib import Path

from dagster_project.forms import FORMS_DIR


@lru_cache(4)
def file_limits(folder: Path = FORMS_DIR) -> dict[str, int]:
    """{limit_id: value in force}; a later row of the same id wins."""
    with (folder / "file_limit.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["limit_id"]: int(row["value"]) for row in csv.DictReader(file) if not row["valid_to"]}
