"""A home of its own for each test, and the reading of what intake wrote."""

import json
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineError, CalamineWorkbook

from dagster_project.forms import ours
from dagster_project.home import Home
from dagster_project.intake import scan, take_in

BODIES = """bureau_code,bureau_name,bureau_short,sort_order,folder_aliases,map_code,source
150200,包头市,包头,2,包头市人社局,150200,测试
150500,通辽市,通辽,5,,150500,测试
150000,自治区直属,区直,15,,,测试
"""


class Intake:
    """take_in on one home; run ids count up, the clock moves one hour a run."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.home = Home(folder / "home").create()
        self.bodies = folder / "reporting_body.csv"
        self.bodies.write_text(BODIES, "utf-8")
        self.runs = 0

    def put(self, path: str, content: bytes) -> Path:
        place = self.home.inbox / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return place

    def run(self, **more):
        self.runs += 1
        now = datetime(2024, 6, 3, 8) + timedelta(hours=self.runs)
        summary = take_in(self.home, f"run{self.runs}", now, "abcdef12", bodies=self.bodies, **more)
        balance(self.home)
        return summary

    def submissions(self) -> list[dict]:
        return pq.read_table(self.home.raw / "submission.parquet").to_pylist()

    def submission(self, place: str) -> dict:
        [one] = [s for s in self.submissions() if s["place"] == place]
        return one

    def rows(self, form: str, place: str | None = None, kind: str | None = "data") -> list[dict]:
        """Rows as dbt sees them: of all files of the form, joined with the submission that they are of."""
        tables = [pq.read_table(p) for p in sorted((self.home.raw / form).glob("*.parquet"))]
        keys = {(s["submission_id"], s["raw_run"]) for s in self.submissions() if place in (None, s["place"])}
        rows = pa.concat_tables(tables).to_pylist()
        rows = [r for r in rows if (r["submission_id"], r["raw_run"]) in keys]
        return [r for r in rows if kind in (None, r["row_kind"])]


def balance(home: Home) -> None:
    """Count in = count out, of every submission that was read: data rows by form as the reader counted them, no row
    twice, and of a workbook, whatever it holds, each line that a person would see in a sheet we read.
    """
    lines = (home.raw / "readings.jsonl").read_text("utf-8").splitlines()
    readings = dict(map(json.loads, lines[1:]))
    rows: dict[tuple, list[tuple]] = {}
    for path in home.raw.glob("*/*.parquet"):
        found = pq.read_table(path, columns=["submission_id", "raw_run", "sheet", "row_no", "row_kind"]).to_pylist()
        for r in found:
            key = (r["submission_id"], r["raw_run"])
            rows.setdefault(key, []).append((path.parent.name, r["sheet"], r["row_no"], r["row_kind"]))
    for one in pq.read_table(home.raw / "submission.parquet").to_pylist():
        name, reading = one["submission_id"], readings.get(one["submission_id"])
        mine = rows.get((name, one["raw_run"]), [])
        counted = Counter(form for form, _, _, kind in mine if kind == "data")
        assert counted == Counter(reading["rows"] if reading else {}), f"{one['place']}: in and out differ"
        places = Counter((form, sheet, row_no) for form, sheet, row_no, _ in mine)
        assert max(places.values(), default=1) == 1, f"{one['place']}: a row stands twice"
        if mine and one["place"].lower().endswith((".xlsx", ".xlsm", ".xls", ".et")):
            _nothing_left_out(home.archive / one["sha256"], mine, one["place"])


def _nothing_left_out(path: Path, rows: list[tuple], place: str) -> None:
    """Every line of a sheet that was read, with two cells or more in it, is a row of raw."""
    try:
        book = CalamineWorkbook.from_path(str(path))
    except CalamineError:  # a web page
        return
    if ours.MARK in book.sheet_names:  # handed back: the columns that we added are none of theirs
        return
    for name in book.sheet_names:
        kept = {row_no for _, sheet, row_no, _ in rows if sheet and sheet.split("(左起")[0] == name}
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False) if kept else []
        lines = {n for n, row in enumerate(cells, 1) if sum(bool(str(cell).strip()) for cell in row) > 1}
        assert lines <= kept, f"{place}: lines {sorted(lines - kept)[:5]} of {len(cells)} are missing"


@pytest.fixture
def intake(tmp_path, monkeypatch) -> Intake:
    monkeypatch.setattr(scan, "WAIT_SECONDS", 0)  # files of a test are whole when they are put
    return Intake(tmp_path)
