"""Which of what lies in the inbox is not in the ledger yet."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from dagster_project import ledger
from dagster_project.home import Home
from dagster_project.intake import archive
from dagster_project.intake.clock import SHANGHAI
from dagster_project.intake.container import packed
from dagster_project.intake.container.refused import Refused
from dagster_project.intake.inbox import Found, files
from dagster_project.intake.seen import Seen, State, state_of

FRESH_SECONDS = 3.0  # a file changed so recently may still be being copied
WAIT_SECONDS = 1.0
AT_ONCE, TOGETHER = 8, 16  # threads that copy files into the archive, and files that each takes at a time


def receive(
    home: Home, inbox: Path, run_id: str, now: datetime, receipts: dict[str, str], is_sample: bool, history: list[dict],
    name_of: Callable[[dict], str] = str,
) -> list[dict]:
    """Archive what is new in the inbox and write its receipts; returns the new ledger events.

    New is what differs from the last thing received at the same path. Of a zip each member is received by itself.
    A file still being copied is left for the next run. receipts: {path: time} of a sample inbox. history: the ledger.
    name_of: a receipt's submission.
    """
    seen = Seen(home, inbox)
    known, folder = _Known(history, seen, name_of), home.archive
    archive.sweep(folder)
    more = {"run_id": run_id, "sample": is_sample, "now": now.isoformat(timespec="seconds")}
    new = [found for found in files(inbox) if not known.has(found, folder)]

    def some(at_rest: list[tuple[Found, State]]) -> list[dict]:
        return [event for one in at_rest for event in _receive(*one, folder, known, receipts, **more)]

    at_rest = list(_at_rest(new))
    parts = [at_rest[n : n + TOGETHER] for n in range(0, len(at_rest), TOGETHER)]
    with ThreadPoolExecutor(AT_ONCE) as threads:  # most of the time is waiting for the disk
        events = [event for found in threads.map(some, parts) for event in found]
    if events:
        archive.settle(folder)
        ledger.append_all(home, events)
    seen.save()
    return events


def _receive(found: Found, state: State, folder: Path, known: "_Known", receipts: dict[str, str], *, run_id: str,
             sample: bool, now: str) -> list[dict]:  # fmt: skip
    """The receipts of one new file, whose copy is then in the archive; none when it changed or went meanwhile, or may not
    be read.
    """
    try:
        sha256, size = archive.keep(found.file, folder)
        if state_of(found.file) != state:
            return []
    except (FileNotFoundError, PermissionError):
        return []
    known.seen.note(found.path, state, sha256)
    event = {"event": "received", "path": found.path, "sha256": sha256, "size": size,
             "received_at": receipts.get(found.path) or now, "run_id": run_id, "sample": sample,
             **_before_its_year(found.path, datetime.fromtimestamp(state[1] / 1e9, SHANGHAI).timetuple())}  # fmt: skip
    return _unpacked(event, folder, known) if found.path.lower().endswith(".zip") else [event]


def _before_its_year(path: str, changed: Sequence[int]) -> dict[str, str]:
    """When a file was changed last (year, month, …), where that is before the year of its folder: it may be an old one."""
    year = path.split("/")[0][:4]
    return {"changed": f"{changed[0]}-{changed[1]:02}"} if year.isdecimal() and changed[0] < int(year) else {}


def _at_rest(new: list[Found]) -> Iterator[tuple[Found, State]]:
    """The files that are not being written, each with its state: looked at twice when they are very fresh."""
    states = {}
    for found in new:
        try:
            states[found] = state_of(found.file)
        except (FileNotFoundError, PermissionError):
            continue
    if any(abs(time.time() - changed / 1e9) < FRESH_SECONDS for _, changed, _, _ in states.values()):
        time.sleep(WAIT_SECONDS)
    for found, state in states.items():
        try:
            if state_of(found.file) == state:
                yield found, state
        except (FileNotFoundError, PermissionError):
            continue


class _Known:
    """What was received last at each path."""

    def __init__(self, events: list[dict], seen: Seen, name_of: Callable[[dict], str]):
        self.seen, self.name_of = seen, name_of
        self.withdrawn: dict[str, dict] = {}  # not handed in again since
        self.contents: set[str | None] = set()  # of them; None: not told
        for event in events:
            if event.get("event") == "withdrawn":
                self.withdrawn[event["submission_id"]] = event
                self.contents.add(event.get("sha256"))
            elif event.get("event") == "received" and self._may_be_withdrawn(event):
                self.withdrawn.pop(name_of(event), None)
        self.last = {e["path"]: e for e in events if e.get("event") in ("received", "unpacked")}

    def is_last(self, path: str, sha256: str) -> bool:
        return path in self.last and self.last[path]["sha256"] == sha256

    def has(self, found: Found, folder: Path) -> bool:
        """True when nothing is new about a file. A zip that was refused is new once it can be unpacked."""
        if found.path not in self.last:
            return False
        try:
            sha256 = self._sha256(found)
        except (FileNotFoundError, PermissionError):
            return True
        if not self.is_last(found.path, sha256) or self._is_back(found):
            return False
        refused_zip = self.last[found.path]["event"] == "received" and found.path.lower().endswith(".zip")
        return not (refused_zip and _is_whole(folder / sha256))

    def _may_be_withdrawn(self, receipt: dict) -> bool:
        """Found out fast: most files never were."""
        return receipt["sha256"] in self.contents or None in self.contents

    def _is_back(self, found: Found) -> bool:
        """Whether a file that was withdrawn was put there anew: written since, or another file of the same content."""
        last = self.last[found.path]
        event = self.withdrawn.get(self.name_of(last)) if self.seen.is_same and self._may_be_withdrawn(last) else None
        if event is None:
            return False
        at = (datetime.fromisoformat(event["at"]).timestamp() + 1) * 1e9  # the ledger knows whole seconds
        _, written, changed, inode = state_of(found.file)
        before = self.seen.before.get(found.path)
        return written > at or bool(before and before[0][3] != inode and changed > at)

    def _sha256(self, found: Found) -> str:
        state = state_of(found.file)
        sha256 = self.seen.sha256(found.path, state)
        if sha256 is None:
            sha256 = archive.digest(found.file)
            if state_of(found.file) == state:
                self.seen.note(found.path, state, sha256)
        return sha256


def _is_whole(zip_file: Path) -> bool:
    try:
        packed.test(zip_file)
    except (Refused, FileNotFoundError):
        return False
    return True


def _unpacked(event: dict, folder: Path, known: _Known) -> list[dict]:
    """Receipts of the members that are new at their places; that of the zip itself when it must not be unpacked."""
    events = [event | {"event": "unpacked"}]
    try:
        members = packed.inspect(folder / event["sha256"])
        for member, content in packed.unpack(folder / event["sha256"], members):
            sha256, size = archive.keep_stream(content, folder)
            path = f"{event['path']}/{member.name}"
            if not known.is_last(path, sha256):
                more = _before_its_year(path, member.info.date_time)
                event.pop("changed", None)
                events.append(event | {"path": path, "sha256": sha256, "size": size, "zip": event["sha256"], **more})
    except (Refused, *packed.READ_ERRORS):
        return [event]
    return events
