"""Rows → a random legal layout in a random format → read back: the same rows, cell by cell.

ZHICHENG_LAYOUTS=5000 for the long run; the short one is always the same.
"""

import os
from collections import Counter
from operator import itemgetter

import pytest
from hypothesis import HealthCheck, given, settings

from dagster_project.intake.reading import read_file
from tests.intake.layouts import FORMS, layouts

CASES = int(os.environ.get("ZHICHENG_LAYOUTS", "0"))


@pytest.mark.property
@settings(
    max_examples=CASES or 150, derandomize=not CASES, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)  # fmt: skip
@given(layout=layouts())
def test_the_same_rows_come_back(tmp_path, layout):
    path = tmp_path / "a"
    path.write_bytes(layout.content)
    got = []

    def take(table, part) -> None:
        for k, kind in enumerate(part.kinds):
            if kind == "data":
                row = {name: texts[k] for name, texts in part.columns.items() if texts[k] is not None}
                got.append((table.header.form.code, table.label, part.row_nos[k], row))

    reading = read_file(path, layout.extension, tuple(FORMS.values()), take)
    assert (reading.outcome, reading.reason) == ("read", None)
    where = itemgetter(1, 2)  # tables side by side are read together
    assert sorted(got, key=where) == sorted(layout.rows, key=where)
    assert reading.rows == Counter(form for form, *_ in layout.rows)
