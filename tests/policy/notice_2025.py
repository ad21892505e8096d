"""A made-up notice for 2025 as rows alone: 3 % by competent department, codes 11 and 12, a renamed column, another deadline."""

import csv
from pathlib import Path

from dagster_project.policy.seeds import all_seeds

VALID = {"valid_from": "2025/1/1", "valid_to": "2025/12/31"}
CITED = {"document_id": "NM2025", "clause": "四(十一)2", "place": "行90"}
# (seed, key of the row it is written after, cells). A row whose key stays the same is changed, any other is new.
ROWS = [
    ("policy_document", "NM2024", {"document_id": "NM2025", "document_no": "内人社办发〔2025〕虚构1号", "title": "虚构通知", **VALID}),
    ("policy_limit", "R-POST-01-2024", {"valid_to": "2024/12/31"}),
    ("policy_limit", "R-POST-01", {
        "rule_id": "R-POST-01-2025", "limit_numerator": "3", "measured_by": "competent_department", **CITED, **VALID}),
    ("policy_limit", "R-DATE-02", {"rule_id": "R-DATE-02-2025", **CITED, **VALID}),
    ("citation", "R-POST-01", {"rule_id": "R-POST-01-2025", "document_id": "NM2025", "place": "行90", "quote": "3%以内"}),
    ("tilt_code", "1", {"tilt_code": "11", "tilt_label": "虚构政策甲", "tilt_short": "虚构甲", "post_exempt": "Y", **CITED, **VALID}),
    ("tilt_code", "2", {"tilt_code": "12", "tilt_label": "虚构政策乙", "tilt_short": "虚构乙", "post_exempt": "N", **CITED, **VALID}),
    ("exemption", "EX-02-2023", {"exemption_id": "EX-90-2025", "rule_id": "R-POST-01-2025", "value": "11", **CITED, **VALID}),
    ("deadline", "DL-03", {
        "deadline_id": "DL-90", "rule_id": "R-DATE-02-2025", "review_year": "2025", "due": "2025/6/15", **CITED}),
    ("form_column", "post|established", {"label": "批复岗位数量", "aliases": "", **VALID}),
]  # fmt: skip


def _rows(name: str) -> list[dict]:
    with all_seeds()[name].path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _made(name: str, like: str, cells: dict) -> dict:
    """The row written: the first that is like it, with the cells."""
    if name == "form_column":
        form, column = like.split("|")
        return next(r for r in _rows(name) if (r["form_code"], r["column_name"]) == (form, column)) | cells
    return next(r for r in _rows(name) if next(iter(r.values())) == like) | cells


def _write(path: Path, name: str, rows: list[dict], encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(all_seeds()[name].columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def as_site_rows(site: Path) -> None:
    """site/<seed>.csv as WPS saves them: GB18030, 2025/1/1."""
    for name in dict.fromkeys(n for n, _, _ in ROWS):
        _write(site / f"{name}.csv", name, [_made(*row) for row in ROWS if row[0] == name], "gb18030")


def as_seeds(seeds: Path) -> None:
    """The same rows in a copy of the seeds, dates as the seeds write them."""
    for name, like, cells in ROWS:
        iso = {k: "-".join(p.zfill(2) for p in v.split("/")) if v.count("/") == 2 else v for k, v in cells.items()}
        row, seed = _made(name, like, iso), all_seeds()[name]
        path = seeds / seed.group / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        kept = [r for r in rows if any(r[k] != row[k] for k in seed.key)]
        _write(path, name, [*kept, row], "utf-8")
