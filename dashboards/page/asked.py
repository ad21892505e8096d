"""Requests and answers as files. Their keys: dagster_project/requests/__init__.py."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from . import audit, drop

SHOWN = 30  # answers on the page
LARGEST = 4 << 20  # bytes of an answer that is read


def write(home: Path, year: int, body: str, user: str, kind: str, number: str, **asked) -> None:
    """inbox/<year>/<body>/.requests/<number>.json, whole at once. Answered ones go: a run comes anyway."""
    folder = requests_of(home, year, body)
    drop.make(folder)
    _sweep(home, year, body)
    told = {"kind": kind, **asked, "user": user, "time": audit.now()}
    part = folder / f".{number}.tmp"
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(told, out, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    os.replace(part, folder / f"{number}.json")


@contextmanager
def beside(home: Path, year: int, body: str, number: str) -> Iterator[Path]:
    """The folder for the file of a check; gone again when the request does not come about."""
    folder = requests_of(home, year, body) / number
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def requests_of(home: Path, year: int, body: str) -> Path:
    return drop.folder_of(home, year, body) / ".requests"


def answers_of(home: Path, year: int, body: str) -> Path:
    return home / "outbox" / str(year) / body / ".answers"


def waiting(home: Path, year: int, body: str) -> list[dict]:
    """What was asked and not answered yet, oldest first."""
    answered = {file.stem for file in answers_of(home, year, body).glob("*.json")}
    files = [file for file in requests_of(home, year, body).glob("[!.]*.json") if file.stem not in answered]
    found = [{"request": file.stem, **read(file)} for file in files]
    return sorted(found, key=lambda one: one.get("time") or "")


def answers(home: Path, year: int, body: str) -> list[dict]:
    """The newest answers first."""
    found = [read(file) for file in answers_of(home, year, body).glob("[!.]*.json")]
    return sorted(found, key=lambda one: one.get("answered_at") or "", reverse=True)[:SHOWN]


def read(file: Path) -> dict:
    """A JSON object; {} where it is none or being replaced."""
    try:
        if file.is_symlink() or file.stat().st_size > LARGEST:
            return {}
        told = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _sweep(home: Path, year: int, body: str) -> None:
    answered = {file.stem for file in answers_of(home, year, body).glob("*.json")}
    for file in requests_of(home, year, body).glob("[!.]*.json"):
        if file.stem in answered:
            with suppress(OSError):
                file.unlink()
