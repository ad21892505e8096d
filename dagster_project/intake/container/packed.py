"""Zip files: what may be unpacked, and the names of what is in them."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from dagster_project.intake.container.limits import file_limits
from dagster_project.intake.container.names import is_passed_over
from dagster_project.intake.container.refused import Refused

_DAMAGED = "压缩包打不开：内容不完整或已损坏。请重新压缩为 zip 后再报送。"
_LOCKED = "压缩包加了密码，无法读取。请取消密码后重新报送。"
_DEFLATE = 1032  # at most so many bytes come of one
_OTHERS = {b"Rar!": "rar", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gz"}
_METHODS = {0, 8}  # stored, deflate
READ_ERRORS = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Member:
    """One file of a zip. name: below the zip, with /."""

    name: str
    info: ZipInfo


def inspect(path: Path) -> list[Member]:
    """The files in a zip, in order of name; raises Refused with the reason when it must not be unpacked."""
    limits = file_limits()
    try:
        with ZipFile(path) as file:
            members = [Member(_name(info), info) for info in file.infolist() if not info.is_dir()]
            members = [m for m in members if not any(is_passed_over(part) for part in _parts(m.name))]
    except (*READ_ERRORS, OSError):
        raise Refused(_dressed(path) or _DAMAGED) from None
    if not members:
        raise Refused("压缩包是空的。请放入要报送的文件后重新压缩。")
    if len(members) > limits["zip_members"]:
        raise Refused(
            f"压缩包里有 {len(members)} 个文件，超过上限 {limits['zip_members']} 个。请分成几个压缩包报送。"
        )
    for member in members:
        _check(member, limits["zip_ratio"])
    total = sum(member.info.file_size for member in members) / 1048576
    if total > limits["zip_megabytes"]:
        raise Refused(
            f"压缩包解开后有 {total:.0f} MB，超过上限 {limits['zip_megabytes']} MB。请分成几个压缩包报送。"
        )
    if len({member.name for member in members}) < len(members):
        raise Refused("压缩包里有重名的文件，不知道以哪个为准。请去掉多余的，重新压缩后报送。")
    return sorted(members, key=lambda member: member.name)


def _dressed(path: Path) -> str | None:
    """What to say of another kind of archive that is called .zip."""
    with path.open("rb") as file:
        start = file.read(6)
    kind = next((kind for mark, kind in _OTHERS.items() if start.startswith(mark)), None)
    return f"扩展名是 .zip，内容却是 {kind} 压缩包。请改用 zip 重新压缩，或把文件逐个报送。" if kind else None


def _parts(name: str) -> list[str]:
    """Folders and file name, without those that lead elsewhere: a name with .. must be seen and refused."""
    return [part for part in name.split("/") if part not in ("", ".", "..")]


def _check(member: Member, ratio: int) -> None:
    info, parts = member.info, member.name.split("/")
    if member.name.startswith("/") or ":" in parts[0] or ".." in parts or "\0" in member.name:
        raise Refused("压缩包里有指向包外的文件名（以 / 或盘符开头，或含 ..）。请在文件夹内重新压缩后报送。")
    if info.flag_bits & 1:
        raise Refused(_LOCKED)
    if info.compress_type not in _METHODS:
        raise Refused("压缩包用了不支持的压缩方式。请用系统自带的“压缩为 zip”重新压缩后报送。")
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        raise Refused("压缩包里有链接，不是文件。请放入文件本身，重新压缩后报送。")
    if info.file_size > 1048576 and info.file_size > ratio * max(1, info.compress_size):
        raise Refused("压缩包里有文件解开后大得异常（疑为压缩炸弹），没有解开。请确认内容后逐个报送。")


def _name(info: ZipInfo) -> str:
    """Names without the mark of UTF-8 are in UTF-8 all the same, or in GBK."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        data = name.encode("cp437", "replace")
        try:
            name = data.decode("utf-8")
        except UnicodeDecodeError:
            name = data.decode("gb18030", "replace")
    return name.replace("\\", "/")


def unpack(path: Path, members: list[Member]) -> Iterator[tuple[Member, IO[bytes]]]:
    """(member, open file) of each. Reading raises one of READ_ERRORS when it is not what the contents said."""
    with ZipFile(path) as file:
        for member in members:
            with file.open(member.info) as content:
                yield member, content


def test(path: Path) -> None:
    """Raises Refused with the reason when a zip must not, or cannot, be unpacked."""
    try:
        for _, content in unpack(path, inspect(path)):
            while content.read(1 << 20):
                pass
    except READ_ERRORS:
        raise Refused(_DAMAGED) from None


def check_size(path: Path) -> None:
    """A workbook is a zip as well: raises Refused when unpacking it would fill the memory."""
    most = file_limits()["unpacked_megabytes"]
    if path.stat().st_size < most * 1048576 / _DEFLATE:
        return
    try:
        with ZipFile(path) as file:
            total = sum(info.file_size for info in file.infolist()) / 1048576
    except (*READ_ERRORS, OSError):
        return  # the reading library will say so
    if total > most:
        raise Refused(
            f"工作簿解开后有 {total:.0f} MB，超过上限 {most} MB：大得异常，没有读取。请删去空白行列、另存后重新报送。"
        )
