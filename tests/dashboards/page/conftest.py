"""The served mart of tests/dashboards, with something in two bodies' outboxes, and clerks who log in once."""

import json

import pytest

from dagster_project import dashboards
from dagster_project.forms.offered import offer_templates
from dagster_project.outbox import outbox_of, write_json, write_whole
from tests.dashboards.page.clerk import Clerk
from tests.dashboards.reader import passwords

BAOTOU, TONGLIAO = ("150200", "包头市"), ("150500", "通辽市")
HELD = {"submission_id": "s-held", "place": "花名册改.xlsx", "form": "申报花名册", "status": "待确认", "rows_in": 12,
        "accepted": 0, "accepted_with_notice": 0, "set_aside": 0, "received_at": "2024-06-30 09:00:00", "late": False,
        "supersedes": None, "question": "这是“花名册.xlsx”的更正吗？"}  # fmt: skip
TAKEN = HELD | {"submission_id": "s-taken", "place": "花名册.xlsx", "status": "已接收", "accepted": 12, "question": None}


@pytest.fixture(scope="session")
def filled(served):
    """The served home: for each of two bodies a receipt, a returned workbook, its zip and a report; the region's report."""
    offer_templates(served)
    for code, name in (BAOTOU, TONGLIAO):
        box = outbox_of(served, 2023, name)
        files = [{**one, "submission_id": f"{code}-{one['submission_id']}"} for one in (TAKEN, HELD)]
        write_json(box / "回执.json", {"submissions": files, "missing": ["岗位表"], "figures_updated": True})
        write_whole(box / "回执.xlsx", f"receipt {code}".encode())
        write_whole(box / "退回修改" / "东河区" / "花名册.xlsx", f"returned {code}".encode())
        write_whole(box / "退回修改.zip", f"zip {code}".encode())
        write_whole(served.reports / "2023" / name / "统计表.xlsx", f"report {code}".encode())
    write_whole(served.reports / "2023" / "全区" / "统计表.xlsx", b"report region")
    return served


@pytest.fixture(scope="session")
def clerk(filled):
    """clerk(account): that person before the page, logged in once."""
    people: dict[str, Clerk] = {}

    def login(account: str) -> Clerk:
        if account not in people:
            people[account] = Clerk(dashboards.address(filled), account, passwords(filled)[account])
        return people[account]

    return login


@pytest.fixture
def audit(filled):
    """audit(): the lines written since the test began."""
    file = filled.audit / "page.jsonl"
    before = len(file.read_text("utf-8").splitlines()) if file.exists() else 0
    return lambda: [json.loads(line) for line in file.read_text("utf-8").splitlines()[before:]]
