"""People's decisions and what was received: one JSON line each, append-only, flushed to the disk."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from dagster_project.errors import UserError
from dagster_project.home import Home


def path(home: Home) -> Path:
    return home.ledger / "ledger.jsonl"


def append(home: Home, event: dict) -> None:
    """Write one event and flush it. A half line left by a killed run is cut off first: it was never confirmed."""
    append_all(home, [event])


def append_all(home: Home, events: Iterable[dict]) -> None:
    """Write several events with one flush."""
    text = "".join(json.dumps(event, ensure_ascii=False, sort_keys=True) + "\n" for event in events)
    if not text:
        return
    file = path(home)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    is_new = not file.exists()
    with open(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as out:
        out.seek(_end_of_whole_lines(out))
        out.truncate()
        out.write(text.encode("utf-8"))
        out.flush()
        os.fsync(out.fileno())
    if is_new:
        _flush_folder(file.parent)


def read(home: Home) -> list[dict]:
    """All events in the order they were written. A half last line is passed over; a broken one elsewhere is an error."""
    return events_of(content(home))


def content(home: Home) -> bytes:
    """The ledger as it stands, up to its last whole line."""
    try:
        data = path(home).read_bytes()
    except FileNotFoundError:
        return b""
    return data[: data.rfind(b"\n") + 1]  # what follows the last line break is a half line, or nothing


def events_of(data: bytes) -> list[dict]:
    lines = data.split(b"\n")[:-1]
    try:
        events = json.loads(b"[%b]" % b",".join(line for line in lines if line.strip()))  # at once: three times as fast
    except ValueError:
        events = []
    if len(events) == len(lines) and all(type(event) is dict for event in events):
        return events
    return [_event(line, number) for number, line in enumerate(lines, 1) if line.strip()]


def _event(line: bytes, number: int) -> dict:
    try:
        event = json.loads(line)
    except ValueError:
        event = None
    if not isinstance(event, dict):
        raise UserError(
            f"台账 ledger/ledger.jsonl 第 {number} 行不是完整的记录。请从备份恢复该文件后再运行。"
        )
    return event


def _end_of_whole_lines(file) -> int:
    """Byte position behind the last line break."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - 65536)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def _flush_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
