"""只检查不报送: the file beside its body's own in force, in a home that lasts as long as the check."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from dagster_project import dbt_runner, ledger
from dagster_project.home import Home
from dagster_project.intake import take_in
from dagster_project.intake.clock import SHANGHAI
from dagster_project.intake.counts import rows_read
from dagster_project.requests.answers import DONE, REFUSED
from dagster_project.requests.inbox import Request

SCRATCH = "check-"
FOUND = "mart_finding_row"
KEPT_FOR_A_CHECK = ("secrets/person.key", "home.json")
OWN, ASKED = "own", "check"  # the two intakes of such a home
LATER = "与其他单位、其他年度的核对在正式报送后进行。"


@dataclass
class Checked:
    """files: as `submissions` of an answer, without ids. findings: as in an answer."""

    result: str
    message: str
    files: list[dict] = field(default_factory=list)
    findings: list[dict] = field(default_factory=list)
    folder: Path | None = None

    def clear(self) -> None:
        """The file was not handed in: nothing of it is kept."""
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


def check(home: Home, one: Request) -> Checked:
    """What intake and the row checks say of the file beside the request. It enters neither archive nor ledger."""
    _sweep(home)
    if not one.checked.is_file() or one.checked.is_symlink():
        return Checked(REFUSED, f"没有找到要检查的文件“{one.place}”，可能上传没有完成。请重新提交。")
    with _scratch(home) as alone:
        here = alone.inbox / str(one.year) / one.body.name
        _own_files(home, one, here)
        take_in(alone, OWN, datetime.now(SHANGHAI), "")
        _put(one.checked, here / one.place)
        take_in(alone, ASKED, datetime.now(SHANGHAI), "")
        rows = _asked_for(alone)
        read = rows_read(alone, {row["submission_id"] for row in rows})
        files = [_shown(row, read) for row in rows]
        findings = _findings(alone, [row["submission_id"] for row in rows]) if read else []
    return Checked(DONE, _said(files, findings), files, findings, one.checked.parent)


def _own_files(home: Home, one: Request, here: Path) -> None:
    """What the body has in force that year, so that corrections, copies and posts are seen as they will be."""
    for row in pq.read_table(home.raw / "submission.parquet").to_pylist():
        if row["in_force"] and (row["review_year"], row["bureau_code"]) == (one.year, one.body.code):
            _put(home.archive / row["sha256"], here / row["place"])


def _put(source: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    shutil.copyfile(source, place)
    os.utime(place, (0, 0))  # it is whole: nobody need wait


def _asked_for(alone: Home) -> list[dict]:
    """The submissions that the second intake received; of a zip its members."""
    received = [event for event in ledger.read(alone) if event["event"] == "received" and event["run_id"] == ASKED]
    wanted = {(event["path"].split("/", 2)[2], event["sha256"]) for event in received}
    rows = pq.read_table(alone.raw / "submission.parquet").to_pylist()
    return [row for row in rows if (row["place"], row["sha256"]) in wanted]


def _shown(row: dict, read: dict[str, int]) -> dict:
    names = ("place", "form", "status", "question", "notes")
    return {**{name: row[name] for name in names}, "rows": read.get(row["submission_id"], 0)}


def _said(files: list[dict], findings: list[dict]) -> str:
    if not files:
        return "只检查，没有报送。与已收的同名文件完全相同，不必再报。"
    wrong = [one for one in files if one["status"] in ("已退回", "待确认", "重复")]
    rows = sum(one["rows"] for one in files)
    said = f"只检查，没有报送。认出 {rows} 行，逐行检查有 {len(findings)} 条提示。"
    if wrong:
        said += f"有 {len(wrong)} 份若这样报送会是“{wrong[0]['status']}”：{wrong[0]['question']}"
    return said + LATER


@contextmanager
def _scratch(home: Home) -> Iterator[Home]:
    """A home of its own below dagster/, gone afterwards; the environment names it meanwhile, as dbt needs."""
    before = os.environ.get("ZHICHENG_HOME")
    home.dagster.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=home.dagster) as folder:
        alone = Home(Path(folder)).create()
        for name in KEPT_FOR_A_CHECK:
            if (home.path / name).exists():
                shutil.copyfile(home.path / name, alone.path / name)
        shutil.copytree(home.site, alone.site, dirs_exist_ok=True)
        os.environ["ZHICHENG_HOME"] = str(alone.path)
        try:
            yield alone
        finally:
            os.environ.pop("ZHICHENG_HOME")
            if before is not None:
                os.environ["ZHICHENG_HOME"] = before


def _sweep(home: Home) -> None:
    """What a killed check left behind holds people."""
    for rest in home.dagster.glob(SCRATCH + "*"):
        shutil.rmtree(rest, ignore_errors=True)


def _findings(alone: Home, ids: list[str]) -> list[dict]:
    """What the row checks say of these submissions, worst first."""
    dbt_runner.build(alone, dbt_runner.load_manifest(dbt_runner.manifest_folder()), select=f"+{FOUND}")
    names = ("sheet", "row", "column_name", "severity", "message", "clause", "check_id")
    query = f"""
        select {", ".join(names)} from marts.{FOUND} where list_contains(?, submission_id)
        order by severity desc, sheet, row, check_id
    """
    with duckdb.connect(str(alone.warehouse), read_only=True) as connection:
        return [dict(zip(names, row, strict=True)) for row in connection.execute(query, [ids]).fetchall()]
