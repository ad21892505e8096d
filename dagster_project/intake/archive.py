"""The archive: each file ever received, under the sha256 of its content, never changed."""

import itertools
import os
from hashlib import sha256
from pathlib import Path

from dagster_project.intake.raw import flush

_BLOCK = 1 << 16  # more is asked of the system anew each time
_NUMBERS = itertools.count()  # several files are kept at once


def digest(path: str | Path) -> str:
    """sha256 of a file, in hex."""
    found = sha256()
    with open(path, "rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def keep(source: str | Path, folder: Path) -> tuple[str, int]:
    """Copy a file into the archive: (sha256 of what was copied, bytes). A copy that is there is left alone."""
    with open(source, "rb", buffering=0) as file:
        return keep_stream(file, folder)


def keep_stream(file, folder: Path) -> tuple[str, int]:
    """The same for an open file."""
    temporary = f"{folder}/.{os.getpid()}-{next(_NUMBERS)}.tmp"
    found, size = sha256(), 0
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o400), "wb") as out:
        while block := file.read(_BLOCK):
            found.update(block)
            size += out.write(block)
        out.flush()
        os.fsync(out.fileno())
    name = found.hexdigest()
    if _size(f"{folder}/{name}") == size:
        os.unlink(temporary)
    else:
        os.replace(temporary, f"{folder}/{name}")
    return name, size


def _size(place: str) -> int | None:
    try:
        return os.stat(place).st_size
    except FileNotFoundError:
        return None


def settle(folder: Path) -> None:
    """Flush the folder's names to the disk: call once after keeping files, before the ledger says so."""
    flush(folder)


def sweep(folder: Path) -> None:
    """Remove half copies of killed runs."""
    for rest in folder.glob(".*.tmp"):
        rest.unlink(missing_ok=True)
