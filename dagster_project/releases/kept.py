"""What lies in releases/<year>/<n>/: which releases there are, which is in force, and that none was changed.

A release is a folder with its manifest; it gets its name in one step, so a folder with a number is always whole.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dagster_project import ledger
from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.reports.model import Standing

PRELIMINARY, FINAL, REVISED = KINDS = ("初步", "定稿", "修订")  # as statistics offices call them
MANIFEST, MART, POLICY, REPORTS, CHANGES = "manifest.json", "mart.duckdb", "policy.json", "reports", "与上一版相比.csv"
EVENT = "released"


@dataclass(frozen=True)
class Release:
    """One release. at: when it was made (ISO, Beijing time). previous: (number, kind, how many cells
    differ, None where an older file could not be compared) or None."""

    folder: Path
    year: int
    number: int
    kind: str
    note: str
    user: str
    at: str
    as_of: str
    run_id: str
    policy_version: str
    previous: tuple[int, str, int | None] | None = None

    @property
    def name(self) -> str:
        return f"{self.year}/{self.number}"

    @property
    def words(self) -> str:
        return f"{self.kind}（第{self.number}版）"

    @property
    def mart(self) -> Path:
        return self.folder / MART

    @property
    def standing(self) -> Standing:
        """What its reports say of themselves."""
        at = datetime.fromisoformat(self.at)
        day = f"{at.year}年{at.month}月{at.day}日"
        said = {
            PRELIMINARY: f"本册为初步数字（第{self.number}版，{day}），尚未定稿，以后可能修改。",
            FINAL: f"本册为{self.year}年度定稿（第{self.number}版，{day}）。此后不再改动；确须更正的，另出修订。",
            REVISED: f"本册为{self.year}年度修订（第{self.number}版，{day}），取代以前各版。",
        }[self.kind]
        if self.previous:
            number, kind, cells = self.previous
            counted = "，表的格式不同，没有逐处比较。" if cells is None else f"，各表有{cells}处不同，逐处见“与上一版相比”。"
            said += f"与第{number}版（{kind}）相比{counted}"
        return Standing(self.words, (said, *([f"发布说明：{self.note}"] if self.note else [])))


def releases(home: Home, year: int | None = None) -> list[Release]:
    """All releases, or those of a year, in the order of their numbers."""
    folders = [path.parent for path in home.releases.glob(f"{year or '*'}/*/{MANIFEST}") if path.parent.name.isdigit()]
    return sorted((read(folder) for folder in folders), key=lambda one: (one.year, one.number))


def manifest_of(folder: Path) -> dict:
    return json.loads((folder / MANIFEST).read_text("utf-8"))


def read(folder: Path) -> Release:
    """The release of a folder, as its manifest describes it."""
    told = manifest_of(folder)
    names = ("year", "number", "kind", "note", "user", "at", "as_of", "run_id", "policy_version")
    previous = tuple(told["previous"]) if told.get("previous") else None
    return Release(folder, *(told[name] for name in names), previous)


def find(home: Home, text: str, year: int | None = None) -> Release:
    """The release called 2023/1, or 1 of a year given. UserError (exit 2) when there is none."""
    stated, _, number = text.rpartition("/")
    wanted = f"{stated or year or ''}/{number}"
    known = releases(home)
    found = [one for one in known if one.name == wanted]
    if found and year in (None, found[0].year):
        return found[0]
    names = "、".join(one.name for one in known) or "无，先用 zhicheng release 发布"
    raise UserError(f"没有定稿“{text}”。写作 年度/版号，如 2023/1；已有的：{names}。", exit_code=2)


def verify(release: Release, home: Home | None = None) -> Release:
    """The release, its files proved by the manifest's checksums, and the manifest by the ledger. UserError when changed."""
    listed = manifest_of(release.folder)["files"]
    there = {path.relative_to(release.folder).as_posix() for path in release.folder.rglob("*") if path.is_file()} - {MANIFEST}
    wrong = sorted({*there ^ listed.keys(), *(n for n in there & listed.keys() if digest(release.folder / n) != listed[n]["sha256"])})
    if home and any(e["manifest"] != digest(release.folder / MANIFEST) for e in _events(ledger.read(home)) if _name(e) == release.name):
        wrong.insert(0, MANIFEST)
    if wrong:
        raise UserError(
            f"定稿 {release.name} 有 {len(wrong)} 个文件被改动、缺少或多出，如 {wrong[0]}。"
            f"定稿发布后不得改动，请从备份恢复 releases/{release.name}/。"
        )
    return release


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def record(home: Home) -> int:
    """Write to the ledger the releases it does not know: one killed before its line was written. Returns their number."""
    known = {_name(event) for event in _events(ledger.read(home))}
    missing = [one for one in releases(home) if one.name not in known]
    ledger.append_all(home, [_event(one) for one in missing])
    return len(missing)


def _event(one: Release) -> dict:
    told = {name: getattr(one, name) for name in ("year", "number", "kind", "note", "user", "at", "run_id", "policy_version")}
    return {"event": EVENT, **told, "manifest": digest(one.folder / MANIFEST)}


def _events(history: Iterable[dict]) -> list[dict]:
    return [event for event in history if event.get("event") == EVENT]


def _name(event: dict) -> str:
    return f"{event['year']}/{event['number']}"


def in_force(home: Home, history: Iterable[dict]) -> dict[int, Release]:
    """{year: its newest 定稿 or 修订} as the ledger has them; one whose folder is gone is none."""
    newest = {event["year"]: event for event in _events(history) if event["kind"] != PRELIMINARY}
    folders = {year: home.releases / str(year) / str(event["number"]) for year, event in newest.items()}
    return {year: read(folder) for year, folder in folders.items() if (folder / MANIFEST).is_file()}
