"""audit/page.jsonl: who did what and whether it was done. No file names that people gave: they may name people."""

import hashlib
import json
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

CHINA = timezone(timedelta(hours=8))


def now() -> str:
    return datetime.now(CHINA).isoformat(timespec="seconds")


def mark(place: str) -> str:
    """A place as the audit names it: the first 16 hex digits of its sha256."""
    return hashlib.sha256(place.encode("utf-8", "replace")).hexdigest()[:16]


def write(home: Path, user: str, action: str, result: str, **more) -> None:
    """One line, flushed. more: year, body, request, submission, file (ours by name, others by mark)."""
    line = {"at": now(), "user": user, "action": action, "result": result, **more}
    folder = home / "audit"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with open(os.open(folder / "page.jsonl", flags, 0o600), "a", encoding="utf-8") as out:
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
        out.flush()
        os.fsync(out.fileno())
