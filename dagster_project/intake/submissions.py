"""The ledger's receipts and the readings become submissions, each with its one status."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath

from dagster_project.forms import REPORT, Form
from dagster_project.intake.bodies import Folder
from dagster_project.intake.clock import shanghai
from dagster_project.intake.container.kinds import too_big
from dagster_project.intake.misplaced import misplaced, plain_name, year_of_folder

ACCEPTED, HELD, RETURNED, DUPLICATE, SUPERSEDED, WITHDRAWN = (
    "已接收", "待确认", "已退回", "重复", "已替代", "已撤回",
)  # fmt: skip

Verdict = tuple[str, str | None, str | None, str | None]  # status, reason or question, what is asked, about which


def extension_of(place: str) -> str:
    """Without blanks and dots behind it, which other systems do not show; ．ｘｌｓｘ is .xlsx."""
    return PurePosixPath(unicodedata.normalize("NFKC", place).rstrip(" .")).suffix.lower()


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
        return extension_of(self.place)

    @property
    def scope(self) -> tuple:
        return self.year, self.body.key if self.body else None

    @property
    def spot(self) -> tuple:
        return *self.scope, self.place

    @property
    def folder(self) -> str:
        """The year's and the body's, as they are called in the inbox: several may mean one body."""
        return "/".join(self.path.split("/")[:2])

    @property
    def waits_at(self) -> tuple:
        """Where a later file takes its place though nobody answered."""
        return *self.spot, self.folder


def from_events(events: list[dict], folders: dict[str, Folder]) -> list[Submission]:
    """One submission per receipt, in the order received; one that came again appears again with the same id."""
    return [_submission(event, folders) for event in events if event.get("event") == "received"]


def name_of(folders: dict[str, Folder], event: dict) -> str:
    """The id of the submission that a receipt is of."""
    return _submission(event, folders).id


def _submission(event: dict, folders: dict[str, Folder]) -> Submission:
    parts = event["path"].split("/")
    year = year_of_folder(parts[0]) if len(parts) > 1 else None
    body = folders.get(plain_name(parts[1])) if year and len(parts) > 2 else None
    refusal = None if body else misplaced(parts, year, folders)
    place = "/".join(parts[2:]) if body else event["path"]
    refusal = refusal or too_big(event["size"])
    key = "|".join((str(year or ""), body.key if body else "", place, event["sha256"]))
    received = shanghai(datetime.fromisoformat(event["received_at"])).replace(tzinfo=None)
    name = "S" + sha256(key.encode("utf-8", "replace")).hexdigest()[:10]
    return Submission(name, event["sha256"], year, body, place, received, refusal, changed=event.get("changed"))


def form_names(outcome: str | None, codes: tuple[str, ...], forms: tuple[Form, ...]) -> str | None:
    """The forms of a file in Chinese, joined by 、; None when unknown."""
    if outcome == "report":
        return REPORT
    return "、".join(form.name for form in forms if form.code in codes) or None
