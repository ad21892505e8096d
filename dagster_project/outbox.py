"""The outbox: one folder a year and body, files written whole and owner-only."""

import json
import os
from pathlib import Path

from dagster_project.home import Home


def outbox_of(home: Home, year: int, body_name: str) -> Path:
    """outbox/<year>/<body>: the body by its full name, 自治区 for the region's hand-downs."""
    return home.outbox / str(year) / body_name


def write_json(file: Path, thing) -> None:
    """JSON with Chinese as it is."""
    write_whole(file, (json.dumps(thing, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def write_whole(file: Path, content: bytes) -> None:
    """Readers see the old file or the new one; nobody but the owner reads it. A rest of a killed run is overwritten."""
    _make(file.parent)
    part = file.with_name(f".{file.name}.tmp")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(part, file)


def _make(folder: Path) -> None:
    """The folder and what lies above it, owner-only each."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
