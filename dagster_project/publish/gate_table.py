"""mart_gate: every gate of the run, and since when it has had its result."""

from datetime import datetime

from dagster_project.quality.gates import Gate

CREATE = """
create table next.main.mart_gate (
    review_year integer, bureau_code varchar, bureau_name varchar,
    suite varchar, check_id varchar, kind varchar, result varchar, observed varchar, threshold varchar,
    since timestamp, waived_until date, reason varchar, run_id varchar, as_of timestamp, policy_version varchar
)
"""
# A gate that looks at a whole table belongs to no year and no body: only the region and 管理员 see it. A mark's rows by body
# are that body's.
INSERT = """
insert into next.main.mart_gate
select ?, ?, (select any_value(bureau_name) from next.main.mart_submission where bureau_code = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
"""


def write_gates(connection, gates: list[Gate], context, beginnings: list[datetime]) -> None:
    """Create and fill mart_gate in the attached database `next`. beginnings: since when each gate has had its result."""
    connection.execute(CREATE)
    for gate, since in zip(gates, beginnings, strict=True):
        whose = [gate.review_year, gate.bureau_code, gate.bureau_code]
        values = [gate.suite, gate.check_id, gate.kind, gate.result, gate.observed, gate.threshold, since, gate.waived_until, gate.reason]
        connection.execute(INSERT, [*whose, *values, context.run_id, context.as_of, context.policy_version])
