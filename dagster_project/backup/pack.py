"""backup: a tar of what is kept, each file's checksum in its last member."""

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from dagster_project.errors import UserError
from dagster_project.home import KEPT, Home
from dagster_project.intake.clock import SHANGHAI

FOLDERS = tuple(name for name in KEPT if name not in ("inbox", "outbox"))
SINGLE = ("home.json",)
MANIFEST = "MANIFEST.json"
VERSION = 1
_SQLITE = b"SQLite format 3\0"
_BLOCK = 1 << 20


def backup(home: Home, file: Path) -> dict:
    """Write the backup, owner-only, whole or not at all; returns its manifest. Call with the run lock held.

    Manifest: version, made_at, files {path: {sha256, size}}. UserError when the file exists or lies in the home.
    """
    if file.exists():
        raise UserError(f"{file} 已存在，备份不覆盖别的文件。请换一个文件名。")
    if file.resolve().is_relative_to(home.path.resolve()):
        raise UserError(f"备份不能放在数据目录 {home.path} 里面。请放到另一个磁盘或机器。")
    if not file.parent.is_dir():
        raise UserError(f"没有文件夹 {file.parent}。请先建立它。")
    part = file.with_name(f".{file.name}.tmp")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz" if file.suffix == ".gz" else "w", format=tarfile.PAX_FORMAT) as tar:
                manifest = _fill(tar, home)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _fill(tar: tarfile.TarFile, home: Home) -> dict:
    files = {}
    for path in _kept(home):
        name = path.relative_to(home.path).as_posix()
        with _still(path) as source:
            files[name] = _add(tar, name, source)
    made = datetime.now(SHANGHAI).isoformat(timespec="seconds")
    manifest = {"version": VERSION, "made_at": made, "files": files}
    text = json.dumps(manifest, ensure_ascii=False, indent=0).encode("utf-8")
    _add(tar, MANIFEST, io.BytesIO(text))
    return manifest


def _kept(home: Home) -> Iterator[Path]:
    """Files of the kept folders; half-written ones, links and sockets are none."""
    for name in SINGLE:
        if (home.path / name).is_file():
            yield home.path / name
    for folder in FOLDERS:
        for path in sorted((home.path / folder).rglob("*")):
            is_half = any(part.endswith(".tmp") for part in path.relative_to(home.path).parts)
            if path.is_file() and not path.is_symlink() and not is_half and not path.name.endswith(("-wal", "-shm", "-journal")):
                yield path


def _still(path: Path):
    """The open file; of a database that a service may be writing, a whole copy."""
    source = path.open("rb")
    if source.read(len(_SQLITE)) != _SQLITE:
        source.seek(0)
        return source
    source.close()
    copy = tempfile.NamedTemporaryFile(prefix=".", suffix=".tmp", dir=path.parent)  # noqa: SIM115 - closed by the caller
    live, taken = sqlite3.connect(f"file:{path}?mode=ro", uri=True), sqlite3.connect(copy.name)
    try:
        live.backup(taken)
    finally:
        live.close()
        taken.close()
    copy.seek(0)
    return copy


def _add(tar: tarfile.TarFile, name: str, source) -> dict:
    """One member from an open file, read twice: for its checksum, then into the tar. {sha256, size} of what went in."""
    found, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        found.update(block)
        size += len(block)
    source.seek(0)
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, source)
    return {"sha256": found.hexdigest(), "size": size}
