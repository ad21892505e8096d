"""Make a release: the published file, its reports and the rows of policy it rests on, checksummed, then named in one step."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb

from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.intake.clock import SHANGHAI
from dagster_project.policy.diff import published_rows
from dagster_project.releases.differ import REGION, all_differences, write_differences
from dagster_project.releases.figures import held
from dagster_project.releases.kept import (
    CHANGES,
    FINAL,
    MANIFEST,
    POLICY,
    PRELIMINARY,
    REPORTS,
    REVISED,
    Release,
    digest,
    record,
    releases,
    verify,
)  # fmt: skip
from dagster_project.reports.content import OlderMart, years_with_figures
from dagster_project.reports.every import write_every_report

FIGURES = "select run_id, as_of, policy_version from mart_pass_rate order by as_of desc limit 1"
BLOCKED = "select check_id from mart_gate where kind = '阻断' and result = '不通过' and waived_until is null order by 1"


def make_release(home: Home, year: int, note: str, kind: str | None, user: str, say: Callable[[str], None] = lambda text: None) -> Release:
    """Release what is published now; returns the release. Call with the run lock held.

    kind: 初步, 定稿 or 修订; by default 修订 where the year has a 定稿, else 定稿. UserError, and nothing is left behind,
    when nothing or nothing of the year is published, a gate blocks, or the kind does not follow from what there is.
    """
    mart = home.mart.resolve()
    run_id, as_of, policy_version = _checked(home, mart, year)
    record(home)
    before = releases(home, year)
    kind = _kind(kind, year, before)
    work = _emptied(home, year)
    at = datetime.now(SHANGHAI).replace(tzinfo=None, microsecond=0).isoformat()
    number = before[-1].number + 1 if before else 1
    one = Release(work, year, number, kind, note, user, at, as_of.isoformat(), run_id, policy_version)
    try:
        shutil.copyfile(mart, one.mart)
        shutil.copyfile(home.published / POLICY, work / POLICY)
        one = _compared(one, home, before[-1], say) if before else one
        _write_reports(one, say)
        _seal(one)
        os.replace(work, work.with_name(str(number)))
        _flush(work.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    record(home)
    return replace(one, folder=work.with_name(str(number)))


def _checked(home: Home, mart: Path, year: int) -> tuple[str, datetime, str]:
    """Run, time and policy version of the published figures. UserError where they may not be released."""
    if not home.mart.exists():
        raise UserError(f"{home.path} 还没有发布过数据，没有可定稿的数字。请先运行 zhicheng run。")
    years = years_with_figures(mart)
    if year not in years:
        known = f"有数据的年度：{'、'.join(map(str, years))}。" if years else "各年度都还没有数据。"
        raise UserError(f"{year} 年度没有申报和评审数据，不能定稿。{known}")
    with duckdb.connect(str(mart), read_only=True) as connection:
        blocked = [check for (check,) in connection.execute(BLOCKED).fetchall()]
        run_id, as_of, policy_version = connection.execute(FIGURES).fetchone()
    if blocked:
        raise UserError(
            f"关口没有通过（{'、'.join(blocked[:3])}），现在发布的仍是以前的数字，不能定稿。"
            "请先按 zhicheng gates 处理，运行通过后再定稿。", exit_code=3,
        )  # fmt: skip
    if published_rows(home)[0] != run_id:
        raise UserError("现在发布的不是最近一次运行的数字（退回过，或上次运行没有走完）。请先运行 zhicheng run，再定稿。")
    return run_id, as_of, policy_version


def _kind(kind: str | None, year: int, before: list[Release]) -> str:
    """The kind asked for, or the one that follows. UserError where it does not follow from the releases there are."""
    final = next((one for one in before if one.kind == FINAL), None)
    kind = kind or (REVISED if final else FINAL)
    if final and kind != REVISED:
        raise UserError(f"{year} 年度已有定稿（{final.name}），不能再出“{kind}”；更正请用 --kind {REVISED}。")
    if not final and kind == REVISED:
        raise UserError(f"{year} 年度还没有定稿，不能修订。请用 --kind {FINAL}（或 {PRELIMINARY}）。")
    return kind


def _emptied(home: Home, year: int) -> Path:
    """The folder in which the release is made, without what a killed attempt left."""
    folder = home.releases / str(year)
    folder.mkdir(mode=0o700, exist_ok=True)
    for left in folder.glob(".*.tmp"):
        shutil.rmtree(left)
    work = folder / ".release.tmp"
    work.mkdir(mode=0o700)
    return work


def _compared(one: Release, home: Home, last: Release, say: Callable[[str], None]) -> Release:
    """With what changed since the release before, written beside its reports. UserError where a 修订 changes nothing."""
    say(f"与第 {last.number} 版相比…")
    verify(last, home)
    try:
        found = all_differences(last.mart, one.mart, one.year)
    except OlderMart:  # it must not keep anybody from releasing
        return replace(one, previous=(last.number, last.kind, None))
    if not found and one.kind == REVISED:
        raise UserError(f"与 {last.name}（{last.kind}）相比没有一处不同，不必修订。更正的文件报送以后，请先运行 zhicheng run。")
    write_differences(found, one.folder / CHANGES)
    return replace(one, previous=(last.number, last.kind, sum(d.scope == REGION for d in found)))


def _write_reports(one: Release, say: Callable[[str], None]) -> None:
    """reports/<body's code, or region>/ of the release, from its own file and with its own rounding."""
    write_every_report(
        one.mart, one.year, lambda code: one.folder / REPORTS / (code or "region"), one.folder, one.standing,
        lambda code: say(f"写报告：{code or REGION}…"),
    )  # fmt: skip


def _seal(one: Release) -> None:
    """The manifest; then everything read-only and on the disk."""
    paths = sorted(path for path in one.folder.rglob("*") if path.is_file())
    files = {path.relative_to(one.folder).as_posix(): {"sha256": digest(path), "size": path.stat().st_size} for path in paths}
    names = ("year", "number", "kind", "note", "user", "at", "as_of", "run_id", "policy_version", "previous")
    told = {name: getattr(one, name) for name in names}
    text = json.dumps({"version": 1, **told, "files": files, "held": held(one.mart, one.year)}, ensure_ascii=False, indent=1)
    (one.folder / MANIFEST).write_text(text + "\n", "utf-8")
    for path in (*paths, one.folder / MANIFEST):
        path.chmod(0o400)
        _flush(path)
    for folder in sorted({path.parent for path in paths}):
        _flush(folder)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
