"""Answers and audit lines: what is written when a request is done with."""

import json
import os
from pathlib import Path

from dagster_project import ledger
from dagster_project.home import Home
from dagster_project.outbox import outbox_of, write_json
from dagster_project.requests.inbox import Request

DONE, REFUSED = "已办理", "未办理"


def answer_file(home: Home, one: Request) -> Path:
    return outbox_of(home, one.year, one.body.name) / ".answers" / f"{one.id}.json"


def write_answer(home: Home, one: Request, result: str, message: str, at: str, run_id: str,
                 submissions: list[dict] = (), findings: list[dict] | None = None) -> None:  # fmt: skip
    """Ledger, audit, then the answer: a kill between them leaves an answer that the next run writes again."""
    ids = [row["submission_id"] for row in submissions if row.get("submission_id")]
    event = {"event": "answered", "request": one.id, "kind": one.kind, "user": one.user, "at": at,
             "result": result, "message": message, "submissions": ids}  # fmt: skip
    ledger.append(home, event)
    _audit(home, one, result, at, ids)
    more = {} if findings is None else {"findings": findings}
    _write(home, one, event, run_id, list(submissions), more)


def write_again(home: Home, one: Request, event: dict) -> None:
    """The answer as the ledger has it, where the outbox was lost or the run that gave it was killed."""
    _write(home, one, event, None, [{"submission_id": name} for name in event["submissions"]], {})


def _write(home: Home, one: Request, event: dict, run_id: str | None, submissions: list[dict], more: dict) -> None:
    asked = {"request": one.id, "kind": one.kind, "user": one.user, "time": one.time}
    said = {"result": event["result"], "message": event["message"], "submissions": submissions}
    write_json(answer_file(home, one), {**asked, **said, **more, "answered_at": event["at"], "run_id": run_id})


def _audit(home: Home, one: Request, result: str, at: str, ids: list[str]) -> None:
    """Who asked for what and whether it was done; no file names, no reasons: they may name people."""
    line = {"at": at, "user": one.user, "request": one.id, "kind": one.kind, "year": one.year,
            "body": one.body.key, "result": result, "submissions": ids}  # fmt: skip
    home.audit.mkdir(parents=True, exist_ok=True, mode=0o700)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with open(os.open(home.audit / "requests.jsonl", flags, 0o600), "a", encoding="utf-8") as out:
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
        out.flush()
        os.fsync(out.fileno())
