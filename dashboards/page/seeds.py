"""Rows of code and form tables: the home's own as the last run merged them, else those shipped."""

import csv
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[2] / "dbt" / "seeds"


def rows(home: Path, group: str, name: str) -> list[dict[str, str]]:
    own = home / "raw" / "seeds" / group / f"{name}.csv"
    file = own if own.is_file() else SHIPPED / group / f"{name}.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def largest_file(home: Path) -> int:
    """MB that a file may have; a later row of the same limit wins."""
    found = [row for row in rows(home, "forms", "file_limit") if row["limit_id"] == "file_megabytes"]
    return int([row for row in found if not row["valid_to"]][-1]["value"])


def sub_folders(home: Path, bureau_code: str | None) -> list[str]:
    """Names of the body's banners, offered as sub-folders."""
    found = (row for row in rows(home, "codes", "division") if row.get("bureau_code") == bureau_code)
    return list(dict.fromkeys(row["division_name"] for row in found if row["division_code"] != bureau_code))
