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
# Where each unit lies; a file's first sheet lists its rows by that, and another file may tell it otherwise.
_BANNERS = """
    select u.review_year, u.bureau_code, u.unit_name, coalesce(d.division_name, '本级') as banner
    from resolved.int_unit as u
    left join seeds.division as d on u.banner_code = d.division_code
    where d.division_name is not null or u.affiliation in ('盟市', '区直')
"""
_NAMED = " union ".join(f"select submission_id, review_year, bureau_code, unit_name from staging.stg_{form}" for form in ("roster", "result", "post", "unit"))
_PLACES = f"""
    select submission_id, md5(string_agg(concat_ws('|', unit_name, banner), chr(10) order by unit_name, banner)) as places
    from ({_NAMED}) as n
    inner join ({_BANNERS}) as b using (review_year, bureau_code, unit_name)
    group by submission_id
"""


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
        with place as (
            {_PLACES}
        )
        select f.submission_id, any_value(s.status), any_value(s.question), any_value(s.bureau_name),
            {", ".join(f"any_value(s.{name})" for name in COUNTS)}, any_value(p.places),
            count(*), sum(hash(f.sheet, f.row_no, f.column_name, f.check_id, f.label, f.severity, f.message, f.clause))
        from resolved.int_finding as f
        inner join seeds."check" as c using (check_id)
        inner join marts.mart_submission as s using (submission_id)
        left join place as p using (submission_id)
        where c.family <> 'file'
        group by f.submission_id
        order by f.submission_id
    """
    files = {row["submission_id"]: row for row in pq.read_table(home.raw / "submission.parquet").to_pylist()}
    found = []
    for name, *shown in connection.execute(query).fetchall():
        status, question, bureau, *counts = shown[: 3 + len(COUNTS)]
        file = [files[name][column] for column in _FILE]
        digest = sha256(repr((shown, file, made_by, home.is_demo)).encode()).hexdigest()
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
    query = f"select unit_name, banner from ({_BANNERS}) where review_year = ? and bureau_code = ?"
    return dict(connection.execute(query, [year, bureau_code]).fetchall())
