"""One round: decisions first, what they change, then every answer."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from dagster_project import ledger
from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.intake import archive, decisions
from dagster_project.intake.clock import SHANGHAI
from dagster_project.intake.counts import rows_read
from dagster_project.intake.submissions import DUPLICATE, HELD, RETURNED
from dagster_project.requests.answers import DONE, REFUSED, answer_file, write_again, write_answer
from dagster_project.requests.check import check
from dagster_project.requests.inbox import Request, requests

MOST_REASONS = 3  # of the files of a zip, in one answer
UNKNOWN = "本单位 {year} 年没有编号为 {id} 的报送文件。请在“我的报送”里核对编号。"


def serve(home: Home, inbox: Path, run_id: str, again: Callable[[], object]) -> int:
    """Answer what was asked since; returns how many. Call after intake, with the lock held; again: intake once more."""
    events = ledger.read(home)
    answered = {event["request"]: event for event in events if event.get("event") == "answered"}
    waiting = []
    for one in requests(home, inbox):
        if one.id not in answered:
            waiting.append(one)
        elif not answer_file(home, one).exists():
            write_again(home, one, answered[one.id])
    refused = _decide(home, waiting, {e["request"] for e in events if e.get("request")})
    if any(one.kind in ("confirm", "withdraw") and one.id not in refused for one in waiting):
        again()
    return sum(_answer(home, one, refused.get(one.id), run_id) for one in waiting)


def _decide(home: Home, waiting: list[Request], decided: set[str]) -> dict[str, str]:
    """Write the decisions to the ledger; returns {request id: why not}. One that stands there already is not repeated."""
    refused = {one.id: one.fault for one in waiting if one.fault}
    for one in waiting:
        if one.id in refused or one.id in decided or one.kind not in ("confirm", "withdraw"):
            continue
        if not _rows(home, one):
            refused[one.id] = UNKNOWN.format(year=one.year, id=one.submission[:40])
            continue
        word = one.answer if one.kind == "confirm" else one.reason
        try:
            getattr(decisions, one.kind)(home, one.submission, word, user=one.user, request=one.id)
        except UserError as error:
            refused[one.id] = error.message
    return refused


def _answer(home: Home, one: Request, refused: str | None, run_id: str) -> int:
    """1 when it was answered; 0 for a file that is still being written."""
    at = datetime.now(SHANGHAI).isoformat(timespec="seconds")
    if refused:
        write_answer(home, one, REFUSED, refused, at, run_id)
        return 1
    if one.kind == "check":
        checked = check(home, one)
        write_answer(home, one, checked.result, checked.message, at, run_id, checked.files, checked.findings)
        checked.clear()
        return 1
    rows = _rows(home, one)
    if one.kind == "hand_in" and not rows:
        if _is_coming(one):
            return 0
        missing = f"收件文件夹里没有“{one.place}”，可能上传没有完成。请重新报送。"
        write_answer(home, one, REFUSED, missing, at, run_id)
        return 1
    write_answer(home, one, DONE, _said(one, rows), at, run_id, _shown(home, rows))
    return 1


def _rows(home: Home, one: Request) -> list[dict]:
    """Rows of raw/submission.parquet that a request is about, of its own year and body only."""
    try:
        table = pq.read_table(home.raw / "submission.parquet").to_pylist()
    except FileNotFoundError:
        return []
    own = [row for row in table if (row["review_year"], row["bureau_code"]) == (one.year, one.body.code)]
    own = [row for row in own if one.body.code or not row["place"].startswith(f"{one.year}/")]
    if one.kind != "hand_in":
        return [row for row in own if row["submission_id"] == one.submission]
    here = [row for row in own if row["place"] == one.place or row["place"].startswith(one.place + "/")]
    try:
        same = archive.digest(one.base / one.place)
    except OSError:
        return [row for row in here if row["status"] != "已替代"][-1:]
    if one.place.lower().endswith(".zip"):
        return [row for row in here if row["status"] != "已替代"]
    return [row for row in here if row["sha256"] == same]


def _is_coming(one: Request) -> bool:
    """The file lies there but intake has left it for the next run."""
    file = one.base / one.place
    return file.is_file() and not file.is_symlink()


def _said(one: Request, rows: list[dict]) -> str:
    if one.kind == "confirm":
        return f"已记录答复“{'是' if one.answer == 'yes' else '否'}”，文件现在是“{rows[0]['status']}”。"
    if one.kind == "withdraw":
        return "已撤回，其中的行不再计入。需要时可以重新报送。"
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["status"]] = counts.get(row["status"], 0) + 1
    said = "、".join(f"{status} {number} 份" for status, number in sorted(counts.items()))
    wrong = [row for row in rows if row["status"] in (RETURNED, HELD, DUPLICATE)]
    why = "".join(f"{row['place']}：{row['question']}" for row in wrong[:MOST_REASONS] if row["question"])
    more = f"其余 {len(wrong) - MOST_REASONS} 份的原因见本次回执。" if len(wrong) > MOST_REASONS else ""
    rest = "逐行检查的结果见本次回执。" if len(wrong) < len(rows) else ""
    return f"已收到：{said}。{why}{more}{rest}"


def _shown(home: Home, rows: list[dict]) -> list[dict]:
    read = rows_read(home, {row["submission_id"] for row in rows})
    names = ("submission_id", "place", "form", "status", "question", "notes")
    return [{**{name: row[name] for name in names}, "rows": read.get(row["submission_id"], 0)} for row in rows]
