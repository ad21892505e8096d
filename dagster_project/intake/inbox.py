"""What lies in the inbox, and what of it may not be read. Light to import."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dagster_project.intake.container.names import is_passed_over


@dataclass(frozen=True)
class Found:
    """A file of the inbox. path: below the inbox, as text, with /."""

    path: str
    file: str


def files(inbox: Path) -> Iterator[Found]:
    """All files in a fixed order. Dot files, lock files, half downloads and links are passed over."""
    yield from _folder(str(inbox), "")


def _folder(folder: str, above: str) -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for entry in entries:
        name = _readable(entry.name)
        if is_passed_over(name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(entry.path, f"{above}{name}/")
        elif entry.is_file(follow_symlinks=False):
            yield Found(above + name, entry.path)


def unreadable(inbox: Path) -> list[str]:
    """Files and folders, below the inbox, that this account may not read: nothing of them is taken in."""
    found = [one.path for one in files(inbox) if not os.access(one.file, os.R_OK, effective_ids=True)]
    for folder, folders, _ in os.walk(inbox):
        shut = [name for name in folders if not os.access(os.path.join(folder, name), os.R_OK | os.X_OK, effective_ids=True)]
        found += [_readable(os.path.relpath(os.path.join(folder, name), inbox)) + "/" for name in shut]
    return sorted(found)


def _readable(name: str) -> str:
    """File names packed on another system are GBK bytes here."""
    try:
        name.encode("utf-8")
        return name
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
