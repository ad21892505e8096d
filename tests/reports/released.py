"""Homes with a published file small enough to be released in a second: one body, and the region that it makes up."""

import json

from dagster_project.home import Home
from dagster_project.policy.diff import keep_rows
from tests.reports.small_mart import RUN, build, ordinary

BODY = "150500"


def gate(result: str = "通过", **more) -> dict:
    return {"check_id": "mart_tilt.check", "kind": "阻断", "result": result, **more}


def publish(home: Home, gates: list[dict] | None = None, run_id: str = RUN["run_id"], **changed: list[dict]) -> Home:
    """Publish the small mart with one body's rows. changed: other rows of some marts."""
    rows = {mart: [row for row in found if row.get("bureau_code") in (BODY, None)] for mart, found in ordinary().items()}
    for found in rows.values():
        for row in found:
            row["run_id"] = run_id
    file = home.published / f"mart-{run_id}.duckdb"
    file.unlink(missing_ok=True)
    build(file, **rows | changed, mart_gate=gates or [gate()])
    home.mart.unlink(missing_ok=True)
    home.mart.symlink_to(file.name)
    keep_rows(home, run_id)
    return home


def released(home: Home) -> dict[str, bytes]:
    """{path below releases/: content}."""
    return {p.relative_to(home.releases).as_posix(): p.read_bytes() for p in home.releases.rglob("*") if p.is_file()}


def events(home: Home) -> list[dict]:
    file = home.ledger / "ledger.jsonl"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [one for one in map(json.loads, lines) if one["event"] == "released"]
