"""The workbook, cell by cell: values, formulas with their cached values, formats, merges, print set-up."""

import pytest

from tests.reports import golden


@pytest.mark.parametrize("name", golden.CASES)
def test_workbook_is_the_golden_one(name, tmp_path):
    found, expected = golden.written(name, tmp_path), golden.golden(name)
    assert sorted(found) == sorted(expected)
    for sheet, content in found.items():
        for part, value in content.items():
            wanted = expected[sheet][part]
            if part == "cells":
                changed = {at: (wanted.get(at), value.get(at)) for at in {*wanted, *value} if wanted.get(at) != value.get(at)}
                assert not changed, f"{sheet}: update by python -m tests.reports.golden if this is meant"
            else:
                assert value == wanted, (sheet, part)
