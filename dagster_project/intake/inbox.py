"""What lies in the inbox, and what of it may not be read. Light to import."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_IFREG, S_ISDIR, S_ISREG

from dagster_project.intake.container.names import is_passed_over

SHOWN = 5  # of what is not taken in, by name


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


def special(inbox: Path) -> list[str]:
    """What is no plain file below the inbox: links, pipes, devices. Nothing of them is taken in."""
    found = []
    for folder, folders, names in os.walk(inbox):
        folders[:] = [name for name in folders if not is_passed_over(name)]
        for name in (*folders, *names):
            path = os.path.join(folder, name)
            mode = os.lstat(path).st_mode if os.path.lexists(path) else S_IFREG
            if not is_passed_over(name) and not (S_ISREG(mode) or S_ISDIR(mode)):
                found.append(_readable(os.path.relpath(path, inbox)))
    return sorted(found)


def left_out(inbox: Path) -> list[str]:
    """In Chinese, what lies in the inbox and is not taken in, why, and what to do."""
    said = []
    if shut := unreadable(inbox):
        said.append(f"没有读取权限，没有收取：{_some(shut)}。请让运行本系统的账户能读这些文件和文件夹")
    if strange := special(inbox):
        said.append(f"是链接、管道等，不是文件，没有收取：{_some(strange)}。请放入文件本身")
    return said


def _some(paths: list[str]) -> str:
    names = ["".join(char if char.isprintable() else "?" for char in path) for path in paths[:SHOWN]]
    return "、".join(names) + (f"等 {len(paths)} 处" if len(paths) > SHOWN else "")


def _readable(name: str) -> str:
    """File names packed on another system are GBK bytes here."""
    try:
        name.encode("utf-8")
        return name
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
