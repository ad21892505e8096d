"""A file in the archive, findings said of it, and the workbook that comes back."""

import io
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dagster_project.forms import load_forms
from dagster_project.returned.findings import Finding, Wanted
from dagster_project.returned.make import make
from dagster_project.returned.tables import read_sheets

ID = "S0123456789"


class Desk:
    """send(content, name, *findings) → the returned workbook, opened."""

    def __init__(self, home, folder: Path):
        self.home, self.folder, self.content = home, folder, b""

    def send(self, content: bytes, name: str, *findings: Finding, status: str = "部分接收", question: str | None = None):
        digest = sha256(content).hexdigest()
        (self.home.archive / digest).write_bytes(content)
        counts = {"rows_in": 3, "accepted": 2, "accepted_with_notice": 0, "set_aside": 1}
        one = Wanted(ID, digest, name, 2024, "150500", "通辽市", status, question, counts, "")
        self.content = make(self.home, one, list(findings), {"通辽市开鲁县xx单位": "开鲁县"})
        return load_workbook(io.BytesIO(self.content))

    def read_again(self, content: bytes | None = None) -> dict[str, list]:
        """{label of a table: [(kind of row, texts by column)]} as intake reads the workbook."""
        path = self.folder / "again.xlsx"
        path.write_bytes(content or self.content)
        _, sheets = read_sheets(path, ".xlsx", load_forms(year=2024))
        return rows_of(sheets)


def rows_of(sheets) -> dict[str, list]:
    found: dict[str, list] = {}
    for sheet in sheets:
        for (label, row), (table, kind) in sheet.at.items():
            own = {name: sheet.text(row, at) for at, name in sorted(table.columns.items())}
            found.setdefault(label, []).append((row, kind, own if kind == "data" else None))
    return found


@pytest.fixture
def desk(home, tmp_path) -> Desk:
    return Desk(home, tmp_path)


def finding(row: int, column: str | None = "申报资格名称", sheet: str = "Sheet1", severity: str = "暂存", form: str = "roster_b", **more) -> Finding:
    said = {"label": "申报资格名称不在职称表中", "message": "应为职称表中的全称；请改为职称全称。", "clause": None} | more
    return Finding(sheet, row, form, said["label"], severity, column, said["message"], said["clause"])
