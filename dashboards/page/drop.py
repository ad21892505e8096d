"""A file from the browser becomes a file of the inbox: under another name until it is whole, then renamed."""

import os
from pathlib import Path
from uuid import uuid4

from . import kinds
from .refused import Refused

PIECE = 1 << 20
MEGABYTE = 1 << 20


def folder_of(home: Path, year: int, body: str) -> Path:
    """inbox/<year>/<body>, the body by its full name."""
    return home / "inbox" / str(year) / body


def put(stream, base: Path, place: str, most: int) -> bool:
    """Write stream to base/place; returns whether a file lay there before. most: MB.

    Refused when it is empty, too large or not what its name says; nothing is left behind then.
    """
    kinds.check_ending(place)
    target = base / place
    make(target.parent)
    if target.is_dir():
        raise Refused("同名的文件夹已经存在。请改名后再报送。", reason="name")
    part = target.parent / f".{uuid4().hex}.part"
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            _copy(stream, out, place, most)
            out.flush()
            os.fsync(out.fileno())
        was_there = target.exists()
        os.replace(part, target)
        return was_there
    finally:
        part.unlink(missing_ok=True)


def make(folder: Path) -> None:
    """The folder, owner-only; Refused when a link stands in its way."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("这个子文件夹不能用：同名的文件已经存在。请换一个名称。", reason="name") from error
    for part in (folder, *list(folder.parents)[:3]):
        if part.is_symlink():
            raise Refused("这个文件夹不能用。请与管理员联系。", 403, "link")


def _copy(stream, out, place: str, most: int) -> None:
    """What is too large is read on without being kept, so that the browser hears why; endless streams are cut."""
    size, start = 0, b""
    while piece := stream.read(PIECE):
        if not size:
            start = piece[: kinds.FIRST]
            kinds.check_start(place, start)
        size += len(piece)
        if size > 4 * most * MEGABYTE:
            break
        if size <= most * MEGABYTE:
            out.write(piece)
    if not size:
        kinds.check_start(place, b"")
    if size > most * MEGABYTE:
        raise too_large(most)


def too_large(most: int) -> Refused:
    return Refused(f"文件超过上限 {most} MB。请去掉图片和空白行，或分成几个文件报送。", 413, "size")
