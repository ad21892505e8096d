"""Is a run due? What the sensor decides, from files alone; and the note it leaves of each look.

Light: no Dagster.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dagster_project import token
from dagster_project.home import Home
from dagster_project.intake.inbox import left_out

LONGEST_WAIT = 60.0  # seconds that files may keep changing before a run starts all the same: intake leaves those it must
TRIES = 3  # failed runs of the same inputs before the sensor waits between them
PAUSE = 1800.0  # seconds
SILENT = 120.0  # a sensor that has not looked for so long does not work
NOTHING, WAITING, DAILY, STATUS = "没有新内容", "等待文件写完", "daily", "status"
OUTDATED = "程序或规则文件已更新，服务还是旧的，暂不收取新文件；请重新启动：zhicheng stop，再 zhicheng start"


@dataclass(frozen=True)
class Look:
    """decision: NOTHING, WAITING, HELD… for people, or the job that is due. token: of the inputs as they are."""

    decision: str
    token: str
    cursor: str

    @property
    def job(self) -> str | None:
        return self.decision if self.decision in (DAILY, STATUS) else None


def look(home: Home, cursor: str | None, now: float, loaded: str | None = None) -> Look:
    """cursor: what the look before returned, so that files which are still being copied are seen to change.

    loaded: token.code_digest() of the code that asks. Where the disk has another by now, no run is due: its plan would be
    the old code's, its steps the new one's.
    """
    listing = token.listing(home.inbox)
    present = token.compute(home, listing)
    if token.finished_exit_code(home, listing) is not None:
        return Look(NOTHING, present, "")
    if token.is_held(home, present):
        return Look("已退回上一次发布，有新内容才会再运行", present, "")
    if loaded and token.code_digest() != loaded:
        return Look(OUTDATED, present, "")
    if is_blocked(home, listing):
        return Look(STATUS, present, "")
    before = _read(cursor)
    if before.get("listing") == listing or now - before.get("since", now) >= LONGEST_WAIT:
        return Look(DAILY, present, "")
    return Look(WAITING, present, json.dumps({"listing": listing, "since": before.get("since", now)}))


def _read(cursor: str | None) -> dict:
    try:
        return json.loads(cursor or "{}")
    except ValueError:
        return {}


def is_blocked(home: Home, listing: str) -> bool:
    """Whether the run of this very inbox was stopped by a gate, and its status was not published yet."""
    from dagster_project.quality.gates import blocks, load_gates

    try:
        begun = json.loads((home.dagster / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return begun["listing"] == listing and not token.is_finished(home) and blocks(load_gates(home, begun["run_id"]))


def is_too_soon(failures: list[float], now: float) -> bool:
    """failures: when runs of these inputs failed. A killed run is repeated at once; a broken home not for ever."""
    return len(failures) >= TRIES and now - max(failures) < PAUSE


def _note(home: Home) -> Path:
    return home.dagster / "sensor.json"


def with_left_out(home: Home, said: str) -> str:
    """What a look says, and what lies in the inbox that cannot be taken in: nobody else would hear of it."""
    return "；".join([said, *left_out(home.inbox)])


def leave_note(home: Home, said: str) -> None:
    """What this look saw and when, for `status` and `doctor`."""
    note = {"at": datetime.now().isoformat(timespec="seconds"), "said": said}
    temporary = _note(home).with_suffix(".json.tmp")
    temporary.write_text(json.dumps(note, ensure_ascii=False), "utf-8")
    os.replace(temporary, _note(home))


def sensor_state(home: Home) -> dict:
    """{alive, at, said}: whether the daemon runs and has looked of late; at (this machine's time) and said: its last look."""
    from dagster_project.background import DAEMON, running

    try:
        note = json.loads(_note(home).read_text("utf-8"))
        age = (datetime.now() - datetime.fromisoformat(note["at"])).total_seconds()
    except (OSError, ValueError, KeyError):
        note, age = {}, SILENT
    is_fresh = age < SILENT
    started = running(home, DAEMON) is not None
    return {"alive": is_fresh, "started": started, "at": note.get("at"), "said": note.get("said")}


def sensor_text(home: Home) -> str:
    """The same as one Chinese sentence."""
    state = sensor_state(home)
    if state["alive"]:
        return f"自动收件在运行，最近一次查看 {state['at'][11:]}：{state['said']}。"
    if state["started"]:
        return f"自动收件的进程在，但 {SILENT:.0f} 秒内没有查看收件文件夹；刚启动请稍等，否则看 logs/dagster-daemon.log。"
    return "自动收件没有运行；启动：zhicheng start（新文件在此之前由 zhicheng run 收取）。"
