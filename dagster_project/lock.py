"""The one lock: held for the whole run by whoever started it. Readers never take it."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from filelock import FileLock, Timeout

from dagster_project.errors import UserError
from dagster_project.home import Home

POLL_SECONDS = 0.2


def holder(home: Home) -> str:
    """Who wrote into the lock last, in Chinese: process, host account and since when. Never raises."""
    try:
        note = json.loads((home.path / "run.lock.json").read_text("utf-8"))
        return f"进程 {note['pid']}（账户 {note['account']}，{note['since']} 起）"
    except (OSError, ValueError, KeyError):
        return "另一个进程"


@contextmanager
def run_lock(home: Home, wait: float = 60, say: Callable[[str], None] = lambda text: None) -> Iterator[None]:
    """Hold the home's lock; the same process may enter again. UserError when it stays held for `wait` seconds."""
    lock = FileLock(str(home.path / "run.lock"), is_singleton=True, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"{holder(home)}正在运行，最多等待 {wait:g} 秒…")
        try:
            lock.acquire(timeout=max(wait, 0), poll_interval=POLL_SECONDS)
        except Timeout:
            raise UserError(f"等了 {wait:g} 秒，{holder(home)}仍在运行。请等它结束后再试。") from None
    try:
        _sign(home)
        yield
    finally:
        lock.release()


def _sign(home: Home) -> None:
    """Leave a note for those who wait. A killed run's note is overwritten by the next holder."""
    note = {"pid": os.getpid(), "account": _account(), "since": f"{datetime.now():%Y-%m-%d %H:%M:%S}"}
    temporary = home.path / "run.lock.json.tmp"
    temporary.write_text(json.dumps(note, ensure_ascii=False), "utf-8")
    temporary.replace(home.path / "run.lock.json")


def _account() -> str:
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def is_alive(pid: int) -> bool:
    """Whether a process of that number runs on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
