"""mart_gate: every gate of the run, and since when it has had its result."""

from dagster_project.quality.gates import Gate

CREATE = """
create table next.main.mart_gate (
    review_year integer, bureau_code varchar, bureau_name varchar,
    suite varchar, check_id varchar, kind varchar, result varchar, observed varchar, threshold varchar,
    since timestamp, waived_until date, run_id varchar, as_of timestamp, policy_version varchar
)
"""
# Gates look at whole tables: they belong to no year and no body, so only the region and 管理员 see them.
INSERT = "insert into next.main.mart_gate values (null, null, null, ?, ?, ?, ?, ?, ?, ?, null, ?, ?, ?)"


def write_gates(connection, gates: list[Gate], context, has_last: bool) -> None:
    """Create and fill mart_gate in the attached database `next`; `last` is asked for the beginning of a result."""
    since = _since(connection) if has_last else {}
    connection.execute(CREATE)
    for gate in gates:
        start = since.get((gate.suite, gate.check_id, gate.result), context.as_of)
        values = [gate.suite, gate.check_id, gate.kind, gate.result, gate.observed, gate.threshold, start]
        connection.execute(INSERT, [*values, context.run_id, context.as_of, context.policy_version])


def _since(connection) -> dict[tuple[str, str, str], object]:
    rows = connection.execute("select suite, check_id, result, since from last.main.mart_gate").fetchall()
    return {(suite, check_id, result): since for suite, check_id, result, since in rows}
