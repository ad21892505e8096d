"""One small sample for all tests of this folder."""

import json

import openpyxl
import pytest

from dagster_project.sample import make_plan, write_sample

ROWS, WORKBOOKS = 400, 150


@pytest.fixture(scope="session")
def inbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "inbox"
    write_sample(folder, rows=ROWS, workbooks=WORKBOOKS, seed=7)
    return folder


@pytest.fixture(scope="session")
def marker(inbox):
    return json.loads((inbox / ".sample.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def plan():
    return make_plan((2023, 2024), ROWS, 7)


@pytest.fixture
def cells(inbox):
    """Cells of the first sheet of one workbook: cells("2023/包头市/….xlsx") -> list of rows."""

    def read(place: str) -> list[list]:
        book = openpyxl.load_workbook(inbox / place)
        return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]

    return read
