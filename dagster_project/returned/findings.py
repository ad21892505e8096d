"""Which submissions have something to mend, and what: from the warehouse, for the owner-only outbox.

Sheets' names are those of the file here, not masked as in the published marts, or cells could not be found again.
"""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256

import duckdb
import pyarrow.parquet as pq

from dagster_project.home import Home

WAITS = "暂存"
COUNTS = ("rows_in", "accepted", "accepted_with_notice", "set_aside")
_FILE = "sha256, place, review_year, bureau_code, reader_version".split(", ")


@dataclass(frozen=True)
class Finding:
    """One finding. severity: 暂存 or 提示. column: header label or labels; None for a whole row."""

    sheet: str
    row: int
    form: str
    label: str
    severity: str
    column: str | None
    message: str
    clause: str | None


@dataclass(frozen=True)
class Wanted:
    """A submission with findings. counts: {rows_in, accepted …}; digest changes with anything that its workbook shows."""

    id: str
    sha256: str
    place: str
    year: int
    bureau_code: str | None
    bureau_name: str | None
    status: str
    question: str | None
    counts: dict[str, int]
    digest: str


def wanted(connection: duckdb.DuckDBPyConnection, home: Home, made_by: str) -> list[Wanted]:
    """Submissions whose rows have findings. A question about the whole file alone is for the receipt."""
    query = f"""
        select f.submission_id, any_value(s.status), any_value(s.question), any_value(s.bureau_name),
            {", ".join(f"any_value(s.{name})" for name in COUNTS)},
            md5(string_agg(concat_ws('|', f.sheet, f.row_no, f.column_name, f.check_id, f.label, f.severity, f.message, f.clause),
                chr(10) order by f.sheet, f.row_no, f.check_id, f.column_name, f.message))
        from resolved.int_finding as f
        inner join seeds."check" as c using (check_id)
        inner join marts.mart_submission as s using (submission_id)
        where c.family <> 'file'
        group by f.submission_id
        order by f.submission_id
    """
    files = {row["submission_id"]: row for row in pq.read_table(home.raw / "submission.parquet").to_pylist()}
    found = []
    for name, status, question, bureau, *counts, said in connection.execute(query).fetchall():
        file = [files[name][column] for column in _FILE]
        digest = sha256(repr((said, status, question, counts, file, made_by, home.is_demo)).encode()).hexdigest()
        found.append(Wanted(name, *file[:4], bureau, status, question, dict(zip(COUNTS, counts, strict=True)), digest))
    return found


def findings_of(connection: duckdb.DuckDBPyConnection, ids: list[str]) -> dict[str, list[Finding]]:
    """{submission: findings, worst first in each row}."""
    query = """
        select f.submission_id, f.sheet, f.row_no, f.form_code, f.label, f.severity, f.column_name, f.message, f.clause
        from resolved.int_finding as f
        inner join seeds."check" as c using (check_id)
        where c.family <> 'file' and list_contains(?, f.submission_id)
        order by f.submission_id, f.sheet, f.row_no, f.severity <> '暂存', f.check_id, f.column_name, f.message
    """
    found = defaultdict(list)
    for name, *rest in connection.execute(query, [ids]).fetchall():
        found[name].append(Finding(*rest))
    return found


def banners(connection: duckdb.DuckDBPyConnection, year: int, bureau_code: str | None) -> dict[str, str]:
    """{unit: name of its banner, or 本级} of one body and year."""
    query = """
        select u.unit_name, coalesce(d.division_name, '本级')
        from resolved.int_unit as u
        left join seeds.division as d on u.banner_code = d.division_code
        where u.review_year = ? and u.bureau_code = ? and (d.division_name is not null or u.affiliation in ('盟市', '区直'))
    """
    return dict(connection.execute(query, [year, bureau_code]).fetchall())
