"""What lies in the inbox, and what of it may not be read. Light to import."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_IFREG, S_ISDIR, S_ISREG

from dagster_project.intake.container.names import is_passed_over

DEEPEST = 40  # folders in one another: nobody's tree may stop the others' files
LONGEST = 4095  # bytes of a path that the system opens
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
    except OSError:
        return
    for entry in entries:
        name = _readable(entry.name)
        if is_passed_over(name) or is_out_of_reach(entry.path, above + name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(entry.path, f"{above}{name}/")
        elif entry.is_file(follow_symlinks=False):
            yield Found(above + name, entry.path)


def is_out_of_reach(path: str, below: str) -> bool:
    """Whether something lies so deep, or under such long names, that it is not looked at. below: its path below the inbox."""
    return below.count("/") >= DEEPEST or len(os.fsencode(path)) > LONGEST


def _walk(inbox: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """As os.walk, no further than files are looked for. What is out of reach is in the lists, not entered."""
    for folder, folders, names in os.walk(inbox):
        below = os.path.relpath(folder, inbox)
        inside = "" if below == "." else below + "/"
        yield folder, folders, names
        folders[:] = [n for n in folders if not is_passed_over(n) and not is_out_of_reach(os.path.join(folder, n), inside + n)]


def out_of_reach(inbox: Path) -> list[str]:
    """Folders and files that are not looked at for that reason."""
    found = []
    for folder, folders, names in _walk(inbox):
        below = os.path.relpath(folder, inbox)
        inside = "" if below == "." else below + "/"
        found += [inside + n for n in (*folders, *names) if is_out_of_reach(os.path.join(folder, n), inside + n)]
    return sorted(map(_readable, found))


def unreadable(inbox: Path) -> list[str]:
    """Files and folders, below the inbox, that this account may not read: nothing of them is taken in."""
    found = [one.path for one in files(inbox) if not os.access(one.file, os.R_OK, effective_ids=True)]
    for folder, folders, _ in _walk(inbox):
        paths = {name: os.path.join(folder, name) for name in folders}
        shut = [n for n, path in paths.items() if len(os.fsencode(path)) <= LONGEST and not os.access(path, os.R_OK | os.X_OK, effective_ids=True)]
        found += [_readable(os.path.relpath(os.path.join(folder, name), inbox)) + "/" for name in shut]
    return sorted(found)


def special(inbox: Path) -> list[str]:
    """What is no plain file below the inbox: links, pipes, devices. Nothing of them is taken in."""
    found = []
    for folder, folders, names in _walk(inbox):
        for name in (*folders, *names):
            path = os.path.join(folder, name)
            if not is_passed_over(name) and not (S_ISREG(mode := _mode(path)) or S_ISDIR(mode)):
                found.append(_readable(os.path.relpath(path, inbox)))
    return sorted(found)


def _mode(path: str) -> int:
    try:
        return os.lstat(path).st_mode
    except OSError:
        return S_IFREG  # gone meanwhile, or out of reach


def left_out(inbox: Path) -> list[str]:
    """In Chinese, what lies in the inbox and is not taken in, why, and what to do."""
    said = []
    if shut := unreadable(inbox):
        said.append(f"没有读取权限，没有收取：{_some(shut)}。请让运行本系统的账户能读这些文件和文件夹")
    if strange := special(inbox):
        said.append(f"是链接、管道等，不是文件，没有收取：{_some(strange)}。请放入文件本身")
    if far := out_of_reach(inbox):
        said.append(f"文件夹套得太深（超过 {DEEPEST} 层）或路径太长，没有收取：{_some([path[:60] + '…' for path in far])}。请移到上层、改短名称")
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
