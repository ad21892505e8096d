"""What is late is counted by itself: it exceeds no post and no quota, and counts files where the table counts people."""

import duckdb
import pytest

from dagster_project.home import REPO


@pytest.fixture(scope="module")
def rows(mart_home):
    """name of a query → its rows as dicts, on the made-up mart: in 2024 only Baotou has a file that is late."""
    with duckdb.connect(str(mart_home.mart), read_only=True) as connection:

        def read(name: str) -> list[dict]:
            cursor = connection.execute((REPO / "dashboards" / "queries" / f"{name}.sql").read_text("utf-8"))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

        yield read


def test_the_overview_counts_late_apart_from_what_exceeds(rows):
    found = {row["bureau_code"]: (row["exceeded"], row["late"]) for row in rows("overview") if row["review_year"] == 2024}
    assert found["150200"] == (0, 1)
    assert set(found.values()) == {(0, 1), (0, 0)}


def test_its_table_names_no_deadline_and_the_ledger_does(rows):
    assert "完成申报迟于期限" not in {row["measure"] for row in rows("compliance")}
    found = [row for row in rows("ledger") if row["measure"] == "完成申报迟于期限" and row["state"] == "超限"]
    assert {(row["bureau_code"], row["numerator"], row["denominator"]) for row in found} == {("150200", 1, 3)}
