"""Footnotes of year on year: those of the region bind every body, a city's its own only, and only years with submissions."""

import csv

import pytest

from dagster_project.home import DBT_DIR, Home
from tests.marts import books
from tests.marts.books import ROSTER, apply, book, rows

pytestmark = pytest.mark.slow  # builds a warehouse of its own


def test_each_body_has_the_footnotes_that_bind_it(tmp_path):
    home = Home(tmp_path / "home").create()
    book(home, "2024/乌海市/花名册.xlsx", ROSTER, [apply("乌海市第一中学", "一级教师", "盟市")])
    with books.build(home) as connection:
        count = "select bureau_name, count(*) from marts.mart_year_change where bureau_name in ('通辽市', '乌海市') group by 1 order by 1"
        assert rows(connection, count) == [("乌海市", 3), ("通辽市", 10)]
        assert rows(connection, """
            select review_year, from_year, footnote from marts.mart_year_change where bureau_name = '通辽市' and change_id = 'YC-04'
        """) == [(2024, 2023, "自主评审的外单位专家：由一定数量改为三分之一以上（通人社发〔2024〕108号 六(一)2，事实）")]  # fmt: skip


def test_no_footnote_for_a_year_without_submissions(warehouse):
    assert rows(warehouse, "select count(*) from marts.mart_year_change") == [(0,)]


def test_every_change_is_cited_on_both_sides():
    with (DBT_DIR / "seeds/policy/year_change.csv").open(encoding="utf-8", newline="") as lines:
        changes = list(csv.DictReader(lines))
    assert all(row["topic"] and row["note"] and row["document_id"] and row["clause"] for row in changes)
    # The region's 2024 notice has not been seen, and 2023 knew no register of integrity.
    assert [row["change_id"] for row in changes if not row["place"]] == ["YC-02"]
    assert [row["change_id"] for row in changes if not row["before_place"]] == ["YC-08"]
