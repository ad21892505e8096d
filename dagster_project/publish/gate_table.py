"""mart_gate: every gate of the run, and since when it has had its result."""

from dagster_project.quality.gates import Gate

CREATE = """
create table next.main.mart_gate (
    review_year integer, bureau_code varchar, bureau_name varchar,
    suite varchar, check_id varchar, kind varchar, result varchar, observed varchar, threshold varchar,
    since timestamp, waived_until date, run_id varchar, as_of timestamp, policy_version varchar
)
"""
# A gate that looks at a whole table belongs to no year and no body: only the region and 管理员 see it. A mark's rows by body
# are that body's.
INSERT = """
insert into next.main.mart_gate
select ?, ?, (select any_value(bureau_name) from next.main.mart_submission where bureau_code = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
"""


def write_gates(connection, gates: list[Gate], context, has_last: bool) -> None:
    """Create and fill mart_gate in the attached database `next`; `last` is asked for the beginning of a result."""
    since = _since(connection) if has_last else {}
    connection.execute(CREATE)
    for gate in gates:
        start = since.get((gate.suite, gate.check_id, gate.review_year, gate.bureau_code, gate.result), context.as_of)
        whose = [gate.review_year, gate.bureau_code, gate.bureau_code]
        values = [gate.suite, gate.check_id, gate.kind, gate.result, gate.observed, gate.threshold, start, gate.waived_until]
        connection.execute(INSERT, [*whose, *values, context.run_id, context.as_of, context.policy_version])


def _since(connection) -> dict[tuple, object]:
    """{(suite, check, year, body, result): first run of a row of runs with that result}."""
    query = "select suite, check_id, review_year, bureau_code, result, since from last.main.mart_gate"
    return {tuple(key): since for *key, since in connection.execute(query).fetchall()}
