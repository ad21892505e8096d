"""restore: a backup into an empty home, each file proved by its checksum before any of it counts."""

import hashlib
import json
import os
import shutil
import tarfile
from datetime import datetime
from pathlib import Path, PurePosixPath

from dagster_project import ledger
from dagster_project.backup.pack import FOLDERS, MANIFEST, SINGLE, VERSION
from dagster_project.errors import UserError
from dagster_project.home import Home

_BLOCK = 1 << 20
BROKEN = "备份文件不完整或被改动过：{}。没有恢复任何内容，请换一份备份。"
SCRATCH = ".restore.tmp"


def restore(home: Home, file: Path) -> dict:
    """Unpack into a home that does not exist or is empty; returns the manifest. UserError leaves the home as it was."""
    if not file.is_file():
        raise UserError(f"没有备份文件 {file}。")
    if home.path.exists() and any(path.name != SCRATCH for path in home.path.iterdir()):
        raise UserError(f"{home.path} 不是空文件夹。只能恢复到新的或空的数据目录，请换一个位置。")
    os.umask(0o077)
    existed, scratch = home.path.exists(), home.path / SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True, mode=0o700)
    try:
        manifest = _unpack(file, scratch)
        for path in sorted(scratch.iterdir()):
            os.replace(path, home.path / path.name)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        if not existed and not any(home.path.iterdir()):
            home.path.rmdir()
    for path in (*home.archive.glob("*"), *(path for path in home.releases.rglob("*") if path.is_file())):
        path.chmod(0o400)
    _fill_inbox(home.create())
    return manifest


def _unpack(file: Path, folder: Path) -> dict:
    found, manifest = {}, None
    try:
        with tarfile.open(file, "r:*") as tar:
            for member in tar:
                source = tar.extractfile(member) if member.isreg() else None
                if source is None or manifest is not None:
                    raise UserError(BROKEN.format("含有不该有的内容"))
                if member.name == MANIFEST:
                    manifest = json.loads(source.read())
                else:
                    found[member.name] = _write(source, folder / _safe(member.name))
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise UserError(BROKEN.format("读不出来")) from error
    if not isinstance(manifest, dict) or manifest.get("version") != VERSION:
        raise UserError(BROKEN.format("缺少清单，或清单不是本程序的"))
    wrong = _different(found, manifest.get("files", {}))
    if wrong:
        raise UserError(BROKEN.format(f"有 {len(wrong)} 个文件与清单不符，如 {wrong[0]}"))
    return manifest


def _different(found: dict, listed: dict) -> list[str]:
    return sorted(name for name in found.keys() | listed.keys() if found.get(name) != listed.get(name))


def _safe(name: str) -> PurePosixPath:
    """The place of a member below the home. Only what a backup of ours holds; nothing above, absolute or elsewhere."""
    path = PurePosixPath(name)
    is_ours = name in SINGLE or (len(path.parts) > 1 and path.parts[0] in FOLDERS)
    if not is_ours or path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
        raise UserError(BROKEN.format("含有不该有的路径"))
    return path


def _write(source, place: Path) -> dict:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return {"sha256": digest.hexdigest(), "size": size}


def _fill_inbox(home: Home) -> None:
    """Each place of the inbox gets what was received there last, from the archive: nothing of it is new to a run."""
    last = {e["path"]: e for e in ledger.read(home) if e.get("event") in ("received", "unpacked") and not e.get("zip")}
    for path, event in last.items():
        place = home.inbox / path
        if ".." in PurePosixPath(path).parts or not (home.archive / event["sha256"]).is_file():
            continue
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(home.archive / event["sha256"], place)
        at = datetime.fromisoformat(event["received_at"]).timestamp()
        os.utime(place, (at, at))  # written now, a file that was withdrawn would look as if it had been handed in again
