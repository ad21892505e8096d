"""The public edition tells no small count, neither itself nor by what could be reckoned from the rest."""

import re

import pytest

from dagster_project.reports import write_annual_files
from dagster_project.reports.content import annual
from dagster_project.reports.edition import Rounding, rounded, rounding
from tests.reports.reading import pdf_text, word_text


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 0), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (-3, None), (-8, -10)]
)
def test_rounding(value, expected):
    assert rounded(value, 5) == expected


def test_base_and_least_denominator_are_rows_with_their_reason():
    assert rounding(2023) == Rounding(5, 50)
    assert rounding(2019) == Rounding(5, 50)  # a year before the first row


@pytest.fixture
def public(mart):
    return annual(mart, 2023, edition="公开")


def shown(report, table: str) -> dict:
    found = report.table(table)
    return {row.key: {c.name: found.cell(row, c.name).shown for c in found.columns} for row in found.rows}


def test_counts_small_counts_and_totals(public):
    rows = shown(public, "tilt")
    # 1: 4 + 3 uses; 10: 2 uses; the total is that of 9, not of 5 and "fewer than 5"
    assert [rows[k]["applications"] for k in ("1", "10", "total")] == ["5", "少于5", "10"]
    assert [rows[k]["passed"] for k in ("1", "10", "total")] == ["5", "少于5", "5"]


def test_quota_as_printed_and_its_rest_from_what_is_shown(public):
    row = shown(public, "quota")["150100"]
    assert (row["quota"], row["applied"], row["remaining"]) == ("30", "30", "0")  # 31 applied; -1 would tell it
    assert row["applied_rate"] == "—"  # a denominator below 50
    total = shown(public, "quota")["total"]
    assert (total["quota"], total["applied"], total["applied_rate"]) == ("57", "55", "96%")


def test_rates_are_reckoned_from_rounded_counts(public):
    rows = shown(public, "pass_rate")
    assert rows["150100"]["applied_pass_rate"] == "60%"  # 30 of 50
    assert rows["total"]["applied_pass_rate"] == "57%"  # 40 of 70, not 42 of 70
    assert rows["150500"]["applied_pass_rate"] == "—"


def test_units_are_not_named(public):
    assert not [row for row in public.table("over_post").rows if row.values.get("is_unit")]
    assert shown(public, "over_post")["R-POST-01|高级|total"]["over_post"] == "10"


def test_no_cell_holds_what_rounding_hides(mart):
    internal, public = annual(mart, 2023), annual(mart, 2023, edition="公开")
    for table in public.tables:
        before = {row.key: row for row in internal.table(table.id).rows}
        for row in table.rows:
            for column in table.columns:
                if not table.is_protected or column.kind != "count" or column.is_open:
                    continue
                value, true = row.values.get(column.name), before[row.key].values.get(column.name)
                if column.difference_of:  # of two figures that are shown
                    left, right = (row.values.get(n) for n in column.difference_of)
                    assert value == (None if None in (left, right) else left - right)
                elif value is None:
                    assert true is None or 0 < abs(true) < 5
                else:
                    assert value % 5 == 0 and abs(value - true) <= 2 and not 0 < abs(true) < 5


def test_sentences_tell_no_more_than_tables(mart, tmp_path):
    files = write_annual_files(mart, 2023, "通辽市", tmp_path, edition="公开")
    word = next(p for p in files if p.suffix == ".docx")
    text = word_text(word)
    assert "以评审方式申报职称20人次" in text
    assert "计少于5人，限3人" in text
    assert not re.search(r"(?<![\d—.第〔于])[1-4]人[次，。；）]", text.replace("限3人", ""))
    assert "公开版" in text
    assert "公开版" in word.name
    assert "少于5" in pdf_text(next(p for p in files if p.suffix == ".pdf"), "公开版")


def test_totals_are_no_formulas(mart, tmp_path):
    import openpyxl

    path = next(p for p in write_annual_files(mart, 2023, None, tmp_path, edition="公开") if p.suffix == ".xlsx")
    book = openpyxl.load_workbook(path)
    found = [c.value for s in book for row in s.iter_rows() for c in row if isinstance(c.value, str) and c.value.startswith("=")]
    assert not [f for f in found if "SUM" in f or "IF" in f]
    assert any("合计由未取整的数字相加后再取整" in str(c.value) for row in book["封面与说明"].iter_rows() for c in row)
