"""The policy seeds: every row cites, numbers are whole, dates are dates."""

import csv
import re
from datetime import date

import pytest

from dagster_project.home import DBT_DIR

SEEDS = sorted(
    p for part in ("codes", "policy", "expected") for p in (DBT_DIR / "seeds" / part).glob("*.csv")
)


def rows(name: str) -> list[dict[str, str]]:
    with (DBT_DIR / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def limit(rule: str) -> dict[str, str]:
    return next(r for r in rows("policy/policy_limit") if r["rule_id"] == rule)


@pytest.mark.parametrize(
    ("rule", "numerator", "denominator"),
    [
        ("R-POST-01", "5", "100"),
        ("R-POST-02", "0", "1"),
        ("R-TEACH-01", "200", "1"),
        ("R-TEACH-06", "0", "1"),
    ],
)
def test_limits_are_pairs_of_whole_numbers(rule: str, numerator: str, denominator: str):
    assert (limit(rule)["limit_numerator"], limit(rule)["limit_denominator"]) == (numerator, denominator)
    assert (limit(rule)["valid_from"], limit(rule)["valid_to"]) == ("2023-01-01", "2023-12-31")


def test_no_number_is_known_for_2024():
    row = limit("R-POST-01-2024")
    assert row["limit_numerator"] == "" and row["fate"] == "展示" and row["reference_rule_id"] == "R-POST-01"


@pytest.mark.parametrize("rule", ["R-TEACH-02", "R-TEACH-03"])
def test_the_quota_comes_from_the_form_handed_in(rule: str):
    assert limit(rule)["limit_form"] == "quota" and limit(rule)["limit_numerator"] == ""


@pytest.mark.parametrize(
    "name", ["policy/policy_limit", "policy/exemption", "policy/deadline", "codes/tilt_code"]
)
def test_every_rule_row_cites_a_notice_clause_and_place(name: str):
    documents = {r["document_id"] for r in rows("policy/policy_document")}
    for row in rows(name):
        assert row["document_id"] in documents and row["clause"] and row["place"], row
        assert row["reading"] and row["reading_kind"] in ("事实", "推断"), row


def test_places_are_lines_and_nothing_cites_a_file():
    for path in SEEDS:
        text = path.read_text("utf-8")
        assert not re.search(r"seeds/\d|\.txt|https?:|www\.", text), path.name
    for row in rows("policy/exemption"):
        assert row["place"].startswith("行")


def test_rules_name_measures_and_series_that_exist():
    measures = {r["measure_id"] for r in rows("policy/measure")}
    series = {r["series_code"] for r in rows("codes/series")} | {""}
    for row in rows("policy/policy_limit"):
        assert row["measure_id"] in measures and row["series_code"] in series
    assert {r["measure_id"] for r in rows("policy/policy_limit")} == measures


@pytest.mark.parametrize("year", [2023, 2024])
def test_exemptions_hold_once_in_each_year(year: int):
    found = [
        (r["kind"], r["value"])
        for r in rows("policy/exemption")
        if r["exempts_measure"] == "over_post"
        and int(r["valid_from"][:4]) <= year and (not r["valid_to"] or int(r["valid_to"][:4]) >= year)
    ]
    assert len(found) == len(set(found))
    assert {v for k, v in found if k == "tilt_code"} == {"1", "3", "10"}
    assert {v for k, v in found if k == "mode"} == {"认定", "考试", "重新确认"}
    assert {
        ("program", "绿色通道"),
        ("program", "定向评价"),
        ("program", "农牧民"),
        ("employment", "非在编"),
    } <= set(found)


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem)
def test_dates_parse_and_run_forward(path):
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            days = {
                k: date.fromisoformat(v)
                for k, v in row.items()
                if v and k in ("valid_from", "valid_to", "issued_on", "due")
            }
            assert days.get("valid_from", date.min) <= days.get("valid_to", date.max), row


def test_deadlines_of_the_notices():
    due = {r["deadline_id"]: r["due"] for r in rows("policy/deadline")}
    assert len(due) == 17
    assert (due["DL-03"], due["DL-07"], due["DL-11"]) == ("2023-06-20", "2023-06-10", "2024-06-21")


def test_expected_files_name_every_body_or_the_region():
    expected = rows("expected/expected_file")
    assert {r["bureau_code"] for r in expected} == {"*", "自治区"}
    assert {r["form_code"] for r in expected} == {"roster_b", "post", "unit", "result", "quota"}
