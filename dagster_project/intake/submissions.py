"""The ledger's receipts and the readings become submissions, each with its one status."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath

from dagster_project.forms import REPORT, Form
from dagster_project.intake.bodies import Folder
from dagster_project.intake.clock import shanghai
from dagster_project.intake.container.kinds import too_big

ACCEPTED, HELD, RETURNED, DUPLICATE, SUPERSEDED, WITHDRAWN = (
    "已接收", "待确认", "已退回", "重复", "已替代", "已撤回",
)  # fmt: skip

Verdict = tuple[str, str | None, str | None, str | None]  # status, reason or question, what is asked, about which

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
    asked: str | None = None  # which question is open: renamed, shortened, year, body
    about: str | None = None  # the submission that the question compares it with
    settled: set[str] = field(default_factory=set)  # questions that were answered
    path: str = ""  # below the inbox, as received
    changed: str | None = None  # YYYY-MM in which the file was changed last, where that is before its year

    @property
    def extension(self) -> str:
        """Without blanks and dots behind it, which other systems do not show."""
        return PurePosixPath(self.place.rstrip(" .\u3000")).suffix.lower()

    @property
    def scope(self) -> tuple:
        return self.year, self.body.key if self.body else None

    @property
    def spot(self) -> tuple:
        return *self.scope, self.place


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
    return Submission(name, event["sha256"], year, body, place, received, refusal, changed=event.get("changed"))


def _misplaced(parts: list[str], year: int | None) -> str:
    how = "应放在 inbox/<年度>/<报送单位>/ 之下，例如 inbox/2023/包头市/。"
    if len(parts) == 1:
        return f"文件直接放在 inbox 里，不知道是哪个年度、哪个单位的。{how}请移到正确的文件夹。"
    if year is None:
        return f"“{parts[0]}”不是年度文件夹（应为四位年份）。{how}请移到正确的文件夹。"
    if len(parts) == 2:
        return f"文件直接放在年度文件夹 {parts[0]} 里，不知道是哪个单位的。{how}请移到正确的文件夹。"
    return f"“{parts[1]}”不是报送单位文件夹（应为盟市名称、简称、代码，自治区直属或自治区）。{how}请移到正确的文件夹。"


def form_names(outcome: str | None, codes: tuple[str, ...], forms: tuple[Form, ...]) -> str | None:
    """The forms of a file in Chinese, joined by 、; None when unknown."""
    if outcome == "report":
        return REPORT
    return "、".join(form.name for form in forms if form.code in codes) or None
