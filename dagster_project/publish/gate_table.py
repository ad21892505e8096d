"""mart_gate: every gate of the run, and since when it has had its result."""

from datetime import datetime

import pyarrow as pa

from dagster_project.quality.gates import Gate

CREATE = """
create table next.main.mart_gate (
    review_year integer, bureau_code varchar, bureau_name varchar,
    suite varchar, check_id varchar, kind varchar, result varchar, observed varchar, threshold varchar,
    since timestamp, waived_until date, reason varchar, run_id varchar, as_of timestamp, policy_version varchar
)
"""
# A gate that looks at a whole table belongs to no year and no body: only the region and 管理员 see it. A mark's rows by body
# are that body's. All in one statement: one each takes a hundred times as long.
INSERT = """
insert into next.main.mart_gate
select
    g.review_year, g.bureau_code, b.bureau_name, g.suite, g.check_id, g.kind, g.result, g.observed, g.threshold, g.since,
    g.waived_until, g.reason, ?, ?, ?
from gate as g
left join (
    select bureau_code, any_value(bureau_name) as bureau_name from next.main.mart_submission group by bureau_code
) as b on g.bureau_code = b.bureau_code
"""
SHOWN = ("bureau_code", "suite", "check_id", "kind", "result", "observed", "threshold", "waived_until", "reason")
GATE = pa.schema([("review_year", pa.int32()), ("since", pa.timestamp("us")), *((name, pa.string()) for name in SHOWN)])


def write_gates(connection, gates: list[Gate], context, beginnings: list[datetime]) -> None:
    """Create and fill mart_gate in the attached database `next`. beginnings: since when each gate has had its result."""
    connection.execute(CREATE)
    rows = [
        {"review_year": gate.review_year, "since": since} | {name: getattr(gate, name) for name in SHOWN}
        for gate, since in zip(gates, beginnings, strict=True)
    ]
    connection.register("gate", pa.Table.from_pylist(rows, GATE))
    connection.execute(INSERT, [context.run_id, context.as_of, context.policy_version])
    connection.unregister("gate")
