"""After a whole run nobody of the rosters stands in logs, Dagster's store, gate results, the published file or another's outbox."""

import pytest

from tests.personal import people, persons_in

pytestmark = pytest.mark.slow

# Read by the running account only, and what they are for: people's files, their rows, and who is who.
KEPT_PRIVATE = ("inbox", "archive", "raw", "warehouse.duckdb", "outbox", "secrets", "users")


@pytest.fixture(scope="module")
def by_body(finished_home):
    return people(finished_home)


@pytest.fixture(scope="module")
def everybody(by_body):
    found = set().union(*by_body.values())
    assert len(by_body) >= 15 and len(found) > 600
    return found


def test_what_is_searched_for_would_be_found(finished_home, by_body, everybody):
    """In a body's returned workbooks, their zip, the warehouse and the inbox they do stand."""
    own = [file for file in finished_home.outbox.rglob("*.xlsx") if "退回修改" in file.parts]
    assert any(persons_in(file, everybody) for file in own)
    assert any(persons_in(file, everybody) for file in finished_home.outbox.rglob("退回修改.zip"))
    assert any(len(persons_in(file, everybody)) > 20 for file in finished_home.inbox.rglob("*.xlsx"))
    [brief] = finished_home.reports.rglob("*.pdf")  # words of a PDF are found as well
    assert persons_in(brief, {"职称评审情况"}) == {"职称评审情况"}


def test_nobody_stands_outside_the_private_folders(finished_home, everybody):
    searched = [
        file for file in finished_home.path.rglob("*")
        if file.is_file() and not file.is_symlink() and file.relative_to(finished_home.path).parts[0] not in KEPT_PRIVATE
    ]  # fmt: skip
    kinds = {file.relative_to(finished_home.path).parts[0] for file in searched}
    assert kinds >= {"dagster", "published", "reports", "ledger"}
    assert {file.suffix for file in searched} >= {".db", ".duckdb", ".json", ".docx", ".pdf"}
    found = {str(file.relative_to(finished_home.path)): len(persons_in(file, everybody)) for file in searched}
    assert {file: count for file, count in found.items() if count} == {}


def test_no_outbox_holds_anybody_of_another_body(finished_home, by_body, everybody):
    names = {folder.name for folder in finished_home.outbox.glob("2*/*")}
    import csv

    from dagster_project.home import DBT_DIR

    with (DBT_DIR / "seeds/codes/reporting_body.csv").open(encoding="utf-8") as file:
        codes = {row["bureau_name"]: row["bureau_code"] for row in csv.DictReader(file)}
    assert len(names & set(codes)) >= 15
    for folder in finished_home.outbox.glob("2*/*"):
        others = everybody - by_body.get(codes.get(folder.name), set())
        for file in folder.rglob("*"):
            if file.is_file():
                assert not persons_in(file, others), file.relative_to(finished_home.path)
