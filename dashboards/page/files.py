"""What may be downloaded: lists of files, and one file of a list. What is not listed does not exist."""

import os
from datetime import datetime
from pathlib import Path

from .audit import CHINA, mark
from .refused import not_there
from .who import Body

RECEIPT, RETURNED, RETURNED_ZIP, TEMPLATES = "回执.xlsx", "退回修改", "退回修改.zip", "模板"
REGION_SCOPES = ("全区", "自治区", "region")
MOST = 5000  # files that are listed


def outbox_of(home: Path, year: int, body: Body) -> Path:
    """outbox/<year>/<body>, the body by its full name."""
    return home / "outbox" / str(year) / body.name


def returned(home: Path, year: int, body: Body) -> list[dict]:
    """As `listed`, with the mark by which one is asked for: addresses are logged, and these names may name people."""
    return [one | {"mark": mark(one["path"])} for one in listed(outbox_of(home, year, body) / RETURNED)]


def templates(home: Path) -> list[dict]:
    """Blank workbooks, written by the warehouse side at every start."""
    return listed(home / "outbox" / TEMPLATES)


def reports(home: Path, year: int, body: Body) -> list[dict]:
    """Reports of one scope: those of the body, or of the whole region where the body is the region's folder."""
    scopes = REGION_SCOPES if body.code is None else (body.name, body.code)
    found = []
    for scope in scopes:
        for above, folder in _folders(home, year, scope):
            found += [one | {"scope": scope, "path": above + one["path"]} for one in listed(folder)]
    return found


def report(home: Path, year: int, scope: str, path: str) -> Path:
    """The report of that path among those of one scope. Refused with 404 unless it is listed."""
    for above, folder in _folders(home, year, scope):
        if path.startswith(above) and path[len(above) :] in {one["path"] for one in listed(folder)}:
            return folder / path[len(above) :]
    raise not_there()


def _folders(home: Path, year: int, scope: str) -> list[tuple[str, Path]]:
    """(what stands before the paths, folder): this year's reports as of now, then those of each release."""
    kept = sorted((one for one in (home / "releases" / str(year)).glob("*") if one.name.isdigit()), key=lambda one: int(one.name))
    return [("", home / "reports" / str(year) / scope), *((f"发布第{one.name}版/", one / "reports" / scope) for one in kept)]


def listed(folder: Path) -> list[dict]:
    """[{path below the folder with /, kilobytes, at}] of every plain file; hidden ones, links and lock files are not."""
    found = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(here) / name
            if name.startswith((".", "~$")) or file.is_symlink() or len(found) >= MOST:
                continue
            state = file.stat()
            at = datetime.fromtimestamp(state.st_mtime, CHINA).strftime("%Y-%m-%d %H:%M")
            path = file.relative_to(folder).as_posix()
            found.append({"path": path, "kilobytes": max(1, round(state.st_size / 1024)), "at": at})
    return found


def one_of(folder: Path, path: str) -> Path:
    """The file of that path below the folder. Refused with 404 unless it is listed."""
    if path not in {one["path"] for one in listed(folder)}:
        raise not_there()
    return folder / path


def marked(folder: Path, wanted: str) -> Path:
    """The file whose path has this mark. Refused with 404 unless it is listed."""
    for one in listed(folder):
        if mark(one["path"]) == wanted:
            return folder / one["path"]
    raise not_there()


def plain(folder: Path, name: str) -> Path:
    """The file of one of our own names. Refused with 404 where it is not there."""
    file = folder / name
    if file.is_symlink() or not file.is_file():
        raise not_there()
    return file
