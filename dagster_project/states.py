"""Since when a scope has been in its state: changes are events of the ledger, folded at the beginning of each run.

Event: {event: state_change, review_year, rule_id, scope_kind, scope_code, level_group, state, since, as_of, run_id}.
"""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from dagster_project import ledger
from dagster_project.home import Home

EVENT = "state_change"
KEY = ("review_year", "rule_id", "scope_kind", "scope_code", "level_group")
SCHEMA = pa.schema(
    [("review_year", pa.int32())] + [(name, pa.string()) for name in (*KEY[1:], "state")] + [("since", pa.date32())]
)
PUBLISHED = f"select {', '.join(KEY)}, state, coalesce(since, as_of::date), as_of, run_id from mart_compliance order by all"


def fold(events: Iterable[dict]) -> dict[tuple, tuple[str, str]]:
    """{key of a figure: (state, since as ISO date)} after all changes."""
    return {tuple(e[name] for name in KEY): (e["state"], e["since"]) for e in events if e.get("event") == EVENT}


def table_of(events: Iterable[dict]) -> pa.Table:
    """The states as rows for dbt (raw/state_since.parquet)."""
    states = sorted(fold(events).items(), key=str)
    rows = [{**dict(zip(KEY, key, strict=True)), "state": state, "since": date.fromisoformat(since)} for key, (state, since) in states]
    return pa.Table.from_pylist(rows, SCHEMA)


def record(home: Home) -> int:
    """Write to the ledger what the published figures say and it does not know; returns the number of changes.

    Called after publishing and again when a run begins: a run killed between the two is made good by the next. A file older
    than what is recorded (put back by hand) changes nothing.
    """
    if not home.mart.exists():
        return 0
    events = [e for e in ledger.read(home) if e.get("event") == EVENT]
    known, newest = fold(events), max((e["as_of"] for e in events), default="")
    changes = []
    for *key, state, since, as_of, run_id in _published(home):
        if as_of.isoformat() >= newest and known.get(tuple(key), ("", ""))[0] != state:
            change = {**dict(zip(KEY, key, strict=True)), "state": state, "since": since.isoformat()}
            changes.append({"event": EVENT, **change, "as_of": as_of.isoformat(), "run_id": run_id})
    ledger.append_all(home, changes)
    return len(changes)


def _published(home: Home) -> list[tuple]:
    """Every judged figure of the published file; none where it has no ledger of rules."""
    import duckdb

    with duckdb.connect(str(home.mart.resolve()), read_only=True) as connection:
        has_table = connection.execute("select count(*) from duckdb_tables() where table_name = 'mart_compliance'").fetchone()[0]
        return connection.execute(PUBLISHED).fetchall() if has_table else []
