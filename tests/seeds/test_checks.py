"""One check = one catalogue row = one model of the same name; what makes a row wait is said once."""

import csv
import re

from dagster_project.home import DBT_DIR

MODELS = {path.stem: path for path in (DBT_DIR / "models/checks").rglob("chk_*.sql")}
CATALOGUE = {
    row["check_id"]: row
    for row in csv.DictReader((DBT_DIR / "seeds/policy/check.csv").open(encoding="utf-8", newline=""))
}


def listed(model: str) -> set[str]:
    text = (DBT_DIR / f"models/resolved/verdict/{model}.sql").read_text("utf-8")
    return set(re.findall(r"'(chk_\w+)'", text))


def test_every_check_has_its_row_and_its_model():
    assert set(MODELS) == set(CATALOGUE) == listed("int_finding")
    assert {name: path.parent.name for name, path in MODELS.items()} == {c: r["family"] for c, r in CATALOGUE.items()}


def test_rows_wait_exactly_for_the_checks_that_say_so():
    assert listed("int_waiting") == {c for c, row in CATALOGUE.items() if row["severity"] == "暂存"}
    assert {row["severity"] for row in CATALOGUE.values()} == {"暂存", "提示"}


def test_every_check_says_what_was_expected_and_what_to_do():
    assert all(row["label"] and row["expected"] and row["action"] and row["reason"] for row in CATALOGUE.values())
