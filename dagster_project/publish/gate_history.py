"""Since when a gate has had its result: changes are events of the ledger, so that a rebuilt or restored home says the same.

Event: {event: gate_result, suite, check_id, review_year, bureau_code, result, since, as_of, run_id}; result null where a mark
no longer falls on a body. A gate that has nothing to look at (不适用) begins nothing and ends nothing; one that holds the run
against the one before (meta is_of_the_run) begins with every run.
"""

from collections.abc import Iterable
from datetime import datetime

from dagster_project import ledger
from dagster_project.home import Home
from dagster_project.quality.gates import EMPTY, Gate
from dagster_project.quality.suites import load_suites

EVENT = "gate_result"
KEY = ("suite", "check_id", "review_year", "bureau_code")


def fold(events: Iterable[dict]) -> dict[tuple, tuple[str | None, str]]:
    """{(suite, check, year, body): (result, since as ISO time)} after all changes."""
    return {tuple(e[name] for name in KEY): (e["result"], e["since"]) for e in events if e.get("event") == EVENT}


def beginnings(home: Home, gates: list[Gate], as_of: datetime) -> list[datetime]:
    """Since when each gate has had its result: the ledger's time, else this run's."""
    known, passing = fold(ledger.read(home)), of_the_run()
    found = [known.get((gate.suite, gate.check_id, gate.review_year, gate.bureau_code)) for gate in gates]
    return [
        datetime.fromisoformat(before[1]) if before and before[0] == gate.result and gate.check_id not in passing else as_of
        for gate, before in zip(gates, found, strict=True)
    ]


def of_the_run() -> set[str]:
    """Checks that compare two runs: reckoned again, a home has another run before it."""
    return {e["meta"]["check_id"] for suite in load_suites() for e in suite["expectations"] if e["meta"].get("is_of_the_run")}


def record(home: Home) -> int:
    """Write to the ledger what mart_gate says and it does not know; returns the number of changes.

    Called after publishing and again when a run begins: a run killed between the two is made good by the next. A file older
    than what is recorded (put back by hand) changes nothing.
    """
    events = [e for e in ledger.read(home) if e.get("event") == EVENT]
    known, newest = fold(events), max((e["as_of"] for e in events), default="")
    passing = of_the_run()
    rows = [row for row in _published(home) if row["check_id"] not in passing]
    if not rows or rows[0]["as_of"] < newest:
        return 0
    run = {name: rows[0][name] for name in ("as_of", "run_id")}
    idle = {(row["suite"], row["check_id"]) for row in rows if row["result"] == EMPTY}
    now = {tuple(row[name] for name in KEY): row for row in rows if row["result"] != EMPTY}
    changes = [(key, row["result"], row["since"]) for key, row in now.items() if known.get(key, ("", ""))[0] != row["result"]]
    changes += [
        (key, None, run["as_of"]) for key, (result, _) in known.items() if result and key not in now and key[:2] not in idle
    ]
    ledger.append_all(
        home, ({"event": EVENT, **dict(zip(KEY, key, strict=True)), "result": result, "since": since, **run} for key, result, since in changes)
    )
    return len(changes)


def _published(home: Home) -> list[dict]:
    """The rows of the published mart_gate, times as ISO; none before the first."""
    import duckdb

    if not home.mart.exists():
        return []
    names = (*KEY, "result", "since", "as_of", "run_id")
    with duckdb.connect(str(home.mart.resolve()), read_only=True) as connection:
        found = connection.execute(f"select {', '.join(names)} from mart_gate order by all").fetchall()
    rows = [dict(zip(names, row, strict=True)) for row in found]
    return [row | {name: row[name].isoformat() for name in ("since", "as_of")} for row in rows]
