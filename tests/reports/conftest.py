"""The small mart, and a workbook read back as a person would see it."""

from pathlib import Path
from shutil import copy

import openpyxl
import pytest

from dagster_project.reports import write_annual
from tests.reports.small_mart import build, ordinary


@pytest.fixture(scope="session")
def ordinary_mart(tmp_path_factory):
    """The small mart as it is. Copy it to have one of the test's own."""
    return build(tmp_path_factory.mktemp("ordinary") / "mart.duckdb", **ordinary())


@pytest.fixture
def mart(ordinary_mart, tmp_path):
    (tmp_path / "published").mkdir()
    return Path(copy(ordinary_mart, tmp_path / "published" / "mart.duckdb"))


@pytest.fixture
def sheet_of(mart, tmp_path):
    """sheet_of(name, year=2023, bureau=None, formulas=False) → {first cells joined by |: {header: value}}."""

    def read(name, year=2023, bureau=None, formulas=False, keys=1):
        path = write_annual(mart, year, bureau, tmp_path / "out")
        rows = list(openpyxl.load_workbook(path, data_only=not formulas)[name].iter_rows(values_only=True))
        header = rows[3]
        return {
            "|".join(str(c or "") for c in r[:keys]): dict(zip(header, r, strict=True))
            for r in rows[4:]
            if sum(c is not None for c in r) > 1
        }

    return read
