"""What a receipt says, from the published file: one body and year, file by file, and what is still missing."""

import json
from collections import defaultdict
from pathlib import Path

import duckdb

from dagster_project.home import Home
from dagster_project.intake.bodies import REGION_FOLDER

COUNTS = ("rows_in", "accepted", "accepted_with_notice", "set_aside")
FILE = ("submission_id", "place", "form", "status", *COUNTS, "received_at", "late", "supersedes", "question")
MISSING = "未报"


def receipts(home: Home, is_blocked: bool) -> dict[tuple[int, str], dict]:
    """{(year, body's full name): receipt}. Rows are of that body and year only, places without anybody's name.

    A receipt: review_year, bureau_code, bureau_name, is_demo, figures_updated, totals {files and the four counts},
    submissions [FILE columns], missing [form names].
    """
    with duckdb.connect(str(home.mart.resolve()), read_only=True) as connection:
        names = ", ".join(("review_year", "bureau_code", "bureau_name", *FILE))
        query = f"select {names} from mart_submission where review_year is not null order by place, received_at, form"
        found = connection.execute(query)
        columns = [column[0] for column in found.description]
        rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    grouped = defaultdict(list)
    for row in rows:
        grouped[row["review_year"], row["bureau_code"]].append(row)
    return {
        (year, own[0]["bureau_name"] or REGION_FOLDER): _receipt(year, code, own, home.is_demo, is_blocked)
        for (year, code), own in grouped.items()
    }


def _receipt(year: int, code: str | None, rows: list[dict], is_demo: bool, is_blocked: bool) -> dict:
    files = [{name: _plain(row[name]) for name in FILE} for row in rows if row["submission_id"]]
    return {
        "review_year": year, "bureau_code": code, "bureau_name": rows[0]["bureau_name"] or REGION_FOLDER,
        "is_demo": is_demo, "figures_updated": not is_blocked,
        "totals": {"files": len(files)} | {name: sum(one[name] for one in files) for name in COUNTS},
        "submissions": files,
        "missing": sorted({row["form"] for row in rows if not row["submission_id"] and row["status"] == MISSING}),
    }  # fmt: skip


def _plain(value):
    return value.isoformat(sep=" ", timespec="seconds") if hasattr(value, "isoformat") else value


def unchanged(receipt: dict, file: Path) -> bool:
    """Whether the receipt that lies there says the same; when it was written does not count."""
    try:
        old = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return {name: old.get(name) for name in receipt} == receipt
