"""The requests that lie in the inbox, each with what is wrong with it, if anything."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dagster_project.home import Home
from dagster_project.intake.bodies import BODIES, Folder, load_folders
from dagster_project.intake.container.names import is_passed_over

FOLDER = ".requests"
KINDS = ("hand_in", "check", "confirm", "withdraw")
LARGEST = 64 * 1024  # bytes; a request is a few lines
_YEAR = re.compile(r"(20\d\d)年?")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")
_TEXTS = ("kind", "place", "submission", "answer", "reason", "user", "time")


@dataclass(frozen=True)
class Request:
    """fault: what is wrong with the request itself, in Chinese. file: where it lies."""

    id: str
    year: int
    body: Folder
    file: Path
    kind: str | None = None
    place: str = ""
    submission: str = ""
    answer: str = ""
    reason: str = ""
    user: str = ""
    time: str | None = None
    fault: str | None = None

    @property
    def base(self) -> Path:
        """The body's folder in the inbox."""
        return self.file.parents[1]

    @property
    def checked(self) -> Path:
        """The file that a check is about."""
        return self.file.with_suffix("") / self.place


def requests(home: Home, inbox: Path) -> Iterator[Request]:
    """All requests, the order of asking where it is known. Folders that belong to no body or year have none."""
    folders = load_folders(home.seeds("codes") / BODIES.name)
    found = []
    for year in _folders(inbox):
        number = _YEAR.fullmatch(year.name)
        for place in _folders(year) if number else ():
            body = folders.get(place.name.strip())
            for file in sorted((place / FOLDER).glob("*.json")) if body else ():
                if not file.name.startswith("."):
                    found.append(_read(file, int(number[1]), body))
    return iter(sorted(found, key=lambda one: (one.time or "", one.id)))


def _folders(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        return sorted(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False))


def _read(file: Path, year: int, body: Folder) -> Request:
    try:
        if file.is_symlink() or file.stat().st_size > LARGEST:
            raise ValueError
        asked = json.loads(file.read_text("utf-8"))
        texts = {name: asked[name] for name in _TEXTS if asked.get(name) is not None}
        if not all(isinstance(text, str) for text in texts.values()):
            raise ValueError
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return Request(file.stem, year, body, file, fault="请求文件读不出来，应为一个 JSON 对象。请在页面上重新提交。")
    one = Request(file.stem, year, body, file, **texts)
    return Request(file.stem, year, body, file, **texts, fault=_fault(one))


def _fault(one: Request) -> str | None:
    if not _UUID.fullmatch(one.id):
        return "请求文件的名称应为 UUID。请在页面上重新提交。"
    if one.kind not in KINDS:
        return f"不认识这种请求；可用：{'、'.join(KINDS)}。请在页面上重新提交。"
    if not one.user.strip():
        return "请求里没有写明提交人（user）。请登录后重新提交。"
    if one.kind in ("hand_in", "check") and not _is_place(one.place, deep=one.kind == "hand_in"):
        return "请求里的文件位置（place）不对：应是本单位文件夹之下的路径，不能含“..”，也不能是隐藏文件或临时文件。"
    if one.kind in ("confirm", "withdraw") and not one.submission.strip():
        return "请求里没有报送编号（submission）。请在页面上选择文件后重新提交。"
    if one.kind == "confirm" and one.answer not in ("yes", "no"):
        return "答复（answer）应为 yes 或 no。请在页面上重新选择。"
    if one.kind == "withdraw" and not one.reason.strip():
        return "撤回要写明原因（reason）。请填写后重新提交。"
    return None


def _is_place(place: str, deep: bool) -> bool:
    """A path below the body's folder, as intake would take it in."""
    parts = place.split("/")
    if not place or "\\" in place or "\0" in place or (len(parts) > 1 and not deep) or len(place) > 1000:
        return False
    if PurePosixPath(place).is_absolute() or any(part.strip() in ("", ".", "..") for part in parts):
        return False
    return not any(is_passed_over(part) for part in parts)
