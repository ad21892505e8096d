"""What lies in the inbox, and which of it is not in the ledger yet."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dagster_project import ledger
from dagster_project.home import Home
from dagster_project.intake import archive

_IGNORED = {"thumbs.db", "desktop.ini"}
_UNFINISHED = (".tmp", ".part", ".crdownload", ".download")


@dataclass(frozen=True)
class Found:
    """A file of the inbox. path: below the inbox, as text, with /."""

    path: str
    file: Path


def files(inbox: Path) -> Iterator[Found]:
    """All files in a fixed order. Dot files, lock files, half downloads and links are passed over."""
    yield from _folder(inbox, "")


def _folder(folder: Path, above: str) -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        name = _readable(entry.name)
        if name.startswith((".", "~$")) or name.lower() in _IGNORED or name.lower().endswith(_UNFINISHED):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(Path(entry.path), f"{above}{name}/")
        elif entry.is_file(follow_symlinks=False):
            yield Found(above + name, Path(entry.path))


def _readable(name: str) -> str:
    """File names packed on another system are GBK bytes here."""
    try:
        name.encode("utf-8")
        return name
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")


def receive(
    home: Home, inbox: Path, run_id: str, now: datetime, receipts: dict[str, str], is_sample: bool
) -> list[dict]:
    """Archive what is new in the inbox and write its receipts; returns the new ledger events.

    New is what differs from the last thing received at the same path. receipts: {path: time} of a sample inbox.
    """
    last = {e["path"]: e["sha256"] for e in ledger.read(home) if e.get("event") == "received"}
    archive.sweep(home.archive)
    events = []
    for found in files(inbox):
        try:
            if last.get(found.path) == archive.digest(found.file):
                continue
            sha256, size = archive.keep(found.file, home.archive)
        except FileNotFoundError:  # taken away meanwhile
            continue
        if last.get(found.path) != sha256:
            events.append({
                "event": "received", "path": found.path, "sha256": sha256, "size": size, "run_id": run_id,
                "received_at": receipts.get(found.path) or now.isoformat(timespec="seconds"), "sample": is_sample,
            })  # fmt: skip
    if events:
        archive.settle(home.archive)
        ledger.append_all(home, events)
    return events
