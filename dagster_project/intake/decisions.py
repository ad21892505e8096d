"""What people decide about submissions: written to the ledger, in force with the next run."""

from datetime import datetime

import pyarrow.parquet as pq

from dagster_project import ledger
from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.intake.clock import SHANGHAI
from dagster_project.intake.submissions import ACCEPTED, HELD, SUPERSEDED, WITHDRAWN


def confirm(home: Home, submission_id: str, answer: str, user: str, **more) -> dict:
    """Answer the one question of a file at 待确认. answer: yes or no. more: kept with the ledger's event, which it returns."""
    if answer not in ("yes", "no"):
        raise UserError(f"答复应为 yes 或 no，收到的是“{answer}”。", 2)
    one = _submission(home, submission_id)
    if one["status"] != HELD:
        raise UserError(
            f"{submission_id} 现在是“{one['status']}”，没有待答复的问题。只有“待确认”的文件需要答复。"
        )
    return _write(home, "confirmed", submission_id, user, answer=answer, question=one["question"], **more)


def withdraw(home: Home, submission_id: str, reason: str, user: str, **more) -> dict:
    """Take a file back, for a reason. The archive keeps it; handed in again it counts again."""
    if not reason.strip():
        raise UserError("撤回要写明原因（--reason）。", 2)
    one = _submission(home, submission_id)
    if one["status"] in (WITHDRAWN, SUPERSEDED):
        raise UserError(f"{submission_id} 已经是“{one['status']}”，不必再撤回。")
    return _write(home, "withdrawn", submission_id, user, reason=reason.strip(), sha256=one["sha256"], **more)


def supersede(home: Home, new: str, old: str, user: str) -> dict:
    """Say that one file takes the place of another of the same body and year."""
    one, other = _submission(home, new), _submission(home, old)
    if new == old:
        raise UserError("两个编号相同：文件不能替代自己。")
    if (one["review_year"], one["bureau_code"]) != (other["review_year"], other["bureau_code"]):
        raise UserError("两份文件不属于同一年度、同一报送单位，不能互相替代。")
    if one["status"] not in (ACCEPTED, HELD):
        raise UserError(f"新文件 {new} 现在是“{one['status']}”；只有“已接收”或“待确认”的文件能替代别的文件。")
    if other["status"] in (SUPERSEDED, WITHDRAWN):
        raise UserError(f"旧文件 {old} 已经是“{other['status']}”，不必再替代。")
    return _write(home, "superseded", new, user, old=old)


def _submission(home: Home, submission_id: str) -> dict:
    """The row of raw/submission.parquet, as of the last run."""
    try:
        rows = pq.read_table(home.raw / "submission.parquet").to_pylist()
    except FileNotFoundError:
        raise UserError("这个目录还没有运行过，没有报送文件。请先运行 zhicheng run。") from None
    for row in rows:
        if row["submission_id"] == submission_id:
            return row
    raise UserError(f"没有编号为 {submission_id} 的报送文件。用 zhicheng files list 查看编号。")


def _write(home: Home, event: str, submission_id: str, user: str, **more) -> dict:
    at = datetime.now(SHANGHAI).isoformat(timespec="seconds")
    entry = {"event": event, "submission_id": submission_id, "user": user, "at": at, **more}
    ledger.append(home, entry)
    return entry
