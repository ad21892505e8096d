"""The ledger's receipts and the readings become submissions, each with its one status."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath

from dagster_project.forms import REPORT, Form
from dagster_project.intake.bodies import REGION_FOLDER, Folder
from dagster_project.intake.clock import shanghai
from dagster_project.intake.kinds import too_big

ACCEPTED, HELD, RETURNED, DUPLICATE, SUPERSEDED = "已接收", "待确认", "已退回", "重复", "已替代"

_YEAR = re.compile(r"(20\d\d)年?")


@dataclass
class Submission:
    """One file handed in by one body for one year. refusal: why its place or size alone returns it, in Chinese."""

    id: str
    sha256: str
    year: int | None
    body: Folder | None
    place: str
    received_at: datetime
    refusal: str | None = None
    status: str = ACCEPTED
    question: str | None = None
    supersedes: str | None = None
    reading: dict = field(default_factory=dict)

    @property
    def extension(self) -> str:
        return PurePosixPath(self.place).suffix.lower()

    @property
    def scope(self) -> tuple:
        return self.year, self.body.key if self.body else None


def from_events(events: list[dict], folders: dict[str, Folder]) -> list[Submission]:
    """One submission per receipt, in the order received; one that came again appears again with the same id."""
    return [_submission(event, folders) for event in events if event.get("event") == "received"]


def _submission(event: dict, folders: dict[str, Folder]) -> Submission:
    parts = event["path"].split("/")
    found = _YEAR.fullmatch(parts[0]) if len(parts) > 1 else None
    year = int(found[1]) if found else None
    body = folders.get(parts[1].strip()) if year and len(parts) > 2 else None
    refusal = None if body else _misplaced(parts, year)
    place = "/".join(parts[2:]) if body else event["path"]
    refusal = refusal or too_big(event["size"])
    key = "|".join((str(year or ""), body.key if body else "", place, event["sha256"]))
    received = shanghai(datetime.fromisoformat(event["received_at"])).replace(tzinfo=None)
    name = "S" + sha256(key.encode("utf-8", "replace")).hexdigest()[:10]
    return Submission(name, event["sha256"], year, body, place, received, refusal)


def _misplaced(parts: list[str], year: int | None) -> str:
    how = "应放在 inbox/<年度>/<报送单位>/ 之下，例如 inbox/2023/包头市/。"
    if len(parts) == 1:
        return f"文件直接放在 inbox 里，不知道是哪个年度、哪个单位的。{how}请移到正确的文件夹。"
    if year is None:
        return f"“{parts[0]}”不是年度文件夹（应为四位年份）。{how}请移到正确的文件夹。"
    if len(parts) == 2:
        return f"文件直接放在年度文件夹 {parts[0]} 里，不知道是哪个单位的。{how}请移到正确的文件夹。"
    return f"“{parts[1]}”不是报送单位文件夹（应为盟市名称、简称、代码，自治区直属或自治区）。{how}请移到正确的文件夹。"


def judge(
    submissions: list[Submission], readings: dict[str, dict], forms: tuple[Form, ...]
) -> list[Submission]:
    """Give each submission its status by what was read and by what else lies at its place; one entry per id.

    A file supersedes only the file at its own place, and only once it is accepted: what is returned, held or a copy
    of another file leaves the earlier version in force.
    """
    by_id: dict[str, Submission] = {}
    by_content: dict[tuple, list[Submission]] = {}
    in_force: dict[tuple, Submission] = {}
    pending: dict[tuple, Submission] = {}
    for new in submissions:
        new = by_id.setdefault(new.id, new)
        new.reading = readings.get(new.id, {})
        copies = by_content.setdefault((*new.scope, new.sha256), [])
        first = next((c for c in copies if c is not new and new.body and c.status in (ACCEPTED, HELD)), None)
        if first:
            new.status, new.question = (
                DUPLICATE,
                f"与“{first.place}”内容相同，只计那一份。不需要这一份时可不处理。",
            )
        else:
            new.status, new.question = _status(new, forms)
        copies.append(new)
        _take_place(new, (*new.scope, new.place), in_force, pending)
    return list(by_id.values())


def _take_place(new: Submission, spot: tuple, in_force: dict, pending: dict) -> None:
    before, old = pending.pop(spot, None), in_force.get(spot)
    new.supersedes = next((one.id for one in (old, before) if one is not None and one is not new), None)
    if before is not None and before is not new:
        before.status, before.question = SUPERSEDED, None
    if new.status != ACCEPTED:
        pending[spot] = new
        return
    if old is not None and old is not new:
        old.status, old.question = SUPERSEDED, None
    in_force[spot] = new


def _status(new: Submission, forms: tuple[Form, ...]) -> tuple[str, str | None]:
    """(status, reason or question) of a file by itself."""
    reading = new.reading
    if new.refusal:
        return RETURNED, new.refusal
    if reading["outcome"] == "returned":
        return RETURNED, reading["reason"]
    by_code = {form.code: form for form in forms}
    for form in (by_code[code] for code in reading["forms"]):
        if form.handed_in_by == "自治区" and new.body.code:
            return (
                RETURNED,
                f"“{form.name}”由自治区下达，只能放在“{REGION_FOLDER}”文件夹；报送单位不报此表。请撤下。",
            )
        if form.handed_in_by != "自治区" and not new.body.code:
            return (
                RETURNED,
                f"“{form.name}”应由报送单位报送；“{REGION_FOLDER}”文件夹只放自治区下达的表。请移到报送单位的文件夹。",
            )
    other = [year for year in reading["years"] if year != str(new.year)]
    if other:
        return HELD, f"表题写的是 {'、'.join(other)} 年，文件放在 {new.year} 年。这是 {new.year} 年的表吗？"
    return ACCEPTED, None


def form_names(reading: dict, forms: tuple[Form, ...]) -> str | None:
    """The forms of a file in Chinese, joined by 、; None when unknown."""
    if reading.get("outcome") == "report":
        return REPORT
    return "、".join(form.name for form in forms if form.code in reading.get("forms", ())) or None
