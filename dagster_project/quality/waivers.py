"""Letting a blocking gate pass until a day: a person's decision with a reason, in the ledger. Light: the token reads it.

Which suites may never be waived stands in expectations/not_waived.csv (suite, reason).
"""

import csv
from dataclasses import replace
from datetime import date, datetime
from difflib import get_close_matches

from dagster_project import ledger
from dagster_project.errors import UserError
from dagster_project.home import REPO, Home
from dagster_project.intake.clock import SHANGHAI
from dagster_project.quality.gates import BLOCK, FAILED, Gate

EVENT = "gate_waived"
NEVER = REPO / "expectations" / "not_waived.csv"


def never_waived() -> dict[str, str]:
    """{suite: why its gates cannot be waived}."""
    with NEVER.open(encoding="utf-8", newline="") as file:
        return {row["suite"]: row["reason"] for row in csv.DictReader(file)}


def waive(home: Home, known: list[Gate], check_id: str, reason: str, until: str, user: str) -> date:
    """Write the decision; returns its last day (Beijing time, that day included). Call with the run lock held.

    known: the gates there are. UserError for an unknown one (with the nearest), one that does not block, one that may
    not be waived, a day that is none or past, and no reason.
    """
    mine = [gate for gate in known if gate.check_id == check_id]
    if not mine:
        near = get_close_matches(check_id, {gate.check_id for gate in known}, n=3, cutoff=0.4)
        hint = f"最接近的是：{'、'.join(near)}。" if near else ""
        raise UserError(f"没有名为“{check_id}”的关口。{hint}全部关口见 zhicheng gates list。")
    refused = next((never_waived()[gate.suite] for gate in mine if gate.suite in never_waived()), None)
    if refused:
        raise UserError(f"“{check_id}”不能豁免：{refused}。")
    if not any(gate.kind == BLOCK for gate in mine):
        raise UserError(f"“{check_id}”只作标记，不阻断发布，不必豁免。")
    if not reason.strip():
        raise UserError("请写明豁免的原因。", exit_code=2)
    day, now = _day(until), datetime.now(SHANGHAI)
    if day < now.date():
        raise UserError(f"豁免的截止日 {day} 已经过去。请写今天或以后的日期，如 {now.date()}。", exit_code=2)
    at = now.isoformat(timespec="seconds")
    event = {"event": EVENT, "check_id": check_id, "reason": reason.strip(), "until": day.isoformat(), "user": user, "at": at}
    ledger.append(home, event)
    return day


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"“{text}”不是日期。请写成 2026-12-31 的样子。", exit_code=2) from None


def in_force(home: Home, day: date) -> dict[str, str]:
    """{check_id: last day} of the waivers that hold on a day; the newest decision on a check counts."""
    newest = {e["check_id"]: e["until"] for e in ledger.read(home) if e.get("event") == EVENT}
    return {check_id: until for check_id, until in sorted(newest.items()) if until >= day.isoformat()}


def with_waivers(home: Home, gates: list[Gate], day: date) -> list[Gate]:
    """The gates of a run as they stand on its day: failed ones that are waived carry the last day of it."""
    until, never = in_force(home, day), never_waived()
    return [
        replace(gate, waived_until=until[gate.check_id])
        if gate.check_id in until and gate.kind == BLOCK and gate.result == FAILED and gate.suite not in never and not gate.is_leak
        else gate
        for gate in gates
    ]
