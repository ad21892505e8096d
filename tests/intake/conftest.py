"""A home of its own for each test, and the reading of what intake wrote."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

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
        now = datetime(2024, 6, 3, 8 + self.runs)
        return take_in(self.home, f"run{self.runs}", now, "abcdef12", bodies=self.bodies, **more)

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


@pytest.fixture
def intake(tmp_path, monkeypatch) -> Intake:
    monkeypatch.setattr(scan, "WAIT_SECONDS", 0)  # files of a test are whole when they are put
    return Intake(tmp_path)
