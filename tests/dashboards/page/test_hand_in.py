"""What is handed in on the page lies whole in the body's own inbox, with its request; anything else is refused in Chinese."""

import json

import pytest
import requests

from dagster_project import dashboards
from dagster_project.requests.inbox import requests as read_requests
from tests.dashboards.page.conftest import BAOTOU, TONGLIAO

pytestmark = pytest.mark.slow

XLSX = b"PK\x03\x04 not read here"
TRICKS = [
    "../../../2023/通辽市/花名册.xlsx", "..\\通辽市\\花名册.xlsx", "/etc/花名册.xlsx", "C:\\花名册.xlsx", "..", "花名册\0.xlsx",
    "‥/花名册.xlsx", "．．／花名册.xlsx", "․․∕花名册.xlsx", "a%2f花名册.xlsx/b", ".隐藏.xlsx", "~$花名册.xlsx", "花名册.xlsx.part",
    "花\u202e名册.xlsx", "花名册.xlsx\n", "", "表" * 100 + ".xlsx", "a:b.xlsx",
]  # fmt: skip


def inbox_files(home, name: str) -> set[str]:
    base = home.inbox / "2023" / name
    return {file.relative_to(base).as_posix() for file in base.rglob("*") if file.is_file() and ".requests" not in str(file)}


def test_a_file_lies_in_the_own_inbox_with_its_request_and_the_warehouse_reads_it(clerk, filled, audit):
    answer = clerk("b150200").hand_in("150200", 2023, "岗位表.xlsx", XLSX, folder="东河区")
    assert answer.status_code == 200 and not answer.json()["is_correction"]
    file = filled.inbox / "2023" / "包头市" / "东河区" / "岗位表.xlsx"
    assert file.read_bytes() == XLSX
    assert file.stat().st_mode & 0o077 == 0
    one = next(one for one in read_requests(filled, filled.inbox) if one.id == answer.json()["request"])
    assert (one.fault, one.kind, one.place, one.user) == (None, "hand_in", "东河区/岗位表.xlsx", "b150200")
    assert (one.year, one.body.code) == (2023, "150200")
    told = [(line["action"], line["result"], line["user"], line["body"]) for line in audit()]
    assert told == [("hand_in", "done", "b150200", "150200")]


def test_the_same_name_again_is_a_correction_and_says_so(clerk, filled):
    clerk("b150200").hand_in("150200", 2023, "更正.xlsx", XLSX)
    again = clerk("b150200").hand_in("150200", 2023, "更正.xlsx", XLSX + b"2")
    assert again.json()["is_correction"] and "更正" in again.json()["message"]
    assert (filled.inbox / "2023" / "包头市" / "更正.xlsx").read_bytes() == XLSX + b"2"


def test_a_check_never_becomes_a_submission(clerk, filled):
    before = inbox_files(filled, "包头市")
    answer = clerk("b150200").hand_in("150200", 2023, "看看.csv", "姓名,单位\n".encode(), check="1")
    one = next(one for one in read_requests(filled, filled.inbox) if one.id == answer.json()["request"])
    assert (one.fault, one.kind) == (None, "check")
    assert one.checked.read_text("utf-8") == "姓名,单位\n"
    assert inbox_files(filled, "包头市") == before


@pytest.mark.parametrize("name", TRICKS, ids=range(len(TRICKS)))
def test_a_name_that_is_a_path_or_hides_something_is_refused(clerk, filled, name):
    before = {place: inbox_files(filled, place) for place in ("包头市", "通辽市")}
    as_name = clerk("b150200").hand_in("150200", 2023, name, XLSX)
    assert as_name.status_code == 400 and "请" in as_name.json()["message"]
    if name:
        as_folder = clerk("b150200").hand_in("150200", 2023, "花名册.xlsx", XLSX, folder=name)
        assert as_folder.status_code == 400
    assert {place: inbox_files(filled, place) for place in before} == before


@pytest.mark.parametrize(
    "name, content",
    [
        ("程序.exe", b"MZ"), ("网页.html", b"<html>"), ("无扩展名", XLSX), ("花名册.xlsx.exe", XLSX), ("花名册.rar", b"Rar!"),
        ("假的.xlsx", b"MZ\x90\0"), ("假的.pdf", XLSX), ("假的.csv", b"MZ\x90\0"), ("假的.csv", XLSX), ("假的.zip", b"%PDF"),
        ("脚本.xls", b"#!/bin/sh"), ("空的.xlsx", b""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_another_kind_of_file_is_refused_and_nothing_is_left(clerk, filled, name, content):
    before = inbox_files(filled, "包头市")
    answer = clerk("b150200").hand_in("150200", 2023, name, content)
    assert answer.status_code in (400, 415) and any(word in answer.json()["message"] for word in ("应为", "空的"))
    assert inbox_files(filled, "包头市") == before


@pytest.mark.parametrize(
    "name, content",
    [("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("b.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("c.xls", b"<html><table>"),
     ("d.txt", "序号".encode("gb18030")), ("e.zip", XLSX), ("f.pdf", b"%PDF-1.7"), ("g.docx", XLSX), ("H.XLSX", XLSX)],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_every_kind_that_intake_reads_is_let_in(clerk, name, content):
    assert clerk("b150200").hand_in("150200", 2023, name, content).status_code == 200


def test_fifty_megabytes_are_let_in_and_one_byte_more_is_not(clerk, filled):
    most = 50 * 1024 * 1024
    fits = clerk("b150200").hand_in("150200", 2023, "大.xlsx", XLSX + b"0" * (most - len(XLSX)))
    assert fits.status_code == 200
    over = clerk("b150200").hand_in("150200", 2023, "更大.xlsx", XLSX + b"0" * (most - len(XLSX) + 1))
    assert over.status_code == 413 and "50 MB" in over.json()["message"]
    assert "更大.xlsx" not in inbox_files(filled, "包头市")
    (filled.inbox / "2023" / "包头市" / "大.xlsx").unlink()


@pytest.mark.parametrize("account", ["b150200", "region", "admin"])
def test_nobody_hands_in_for_another_body(clerk, filled, audit, account):
    before = inbox_files(filled, "通辽市")
    answer = clerk(account).hand_in(TONGLIAO[0], 2023, "花名册.xlsx", XLSX)
    assert answer.status_code == 403 and "账号" in answer.json()["message"]
    assert inbox_files(filled, "通辽市") == before
    assert [line["result"] for line in audit()] == ["refused"]


def test_hand_downs_come_from_the_region_alone(clerk, filled):
    for account, status in (("b150200", 403), ("admin", 403), ("region", 200)):
        answer = clerk(account).hand_in("自治区", 2023, "名额分配表.xlsx", XLSX)
        assert answer.status_code == status, account
    assert inbox_files(filled, "自治区") == {"名额分配表.xlsx"}


@pytest.mark.parametrize("body, year", [("", 2023), ("包头市", 2023), ("../通辽市", 2023), ("150200", "../2023"), ("150200", "2999")])
def test_a_body_or_year_that_is_none_is_refused(clerk, body, year):
    assert clerk("b150200").hand_in(body, year, "花名册.xlsx", XLSX).status_code in (400, 403)


def test_answers_and_withdrawals_reach_own_files_only(clerk, filled, audit):
    baotou = clerk("b150200")
    ours = {"body": BAOTOU[0], "year": 2023, "submission": "150200-s-held"}
    assert baotou.post("confirm", ours | {"answer": "yes"}).status_code == 200
    assert baotou.post("withdraw", ours | {"reason": "报错了"}).status_code == 200
    theirs = ours | {"submission": "150500-s-held"}
    assert baotou.post("confirm", theirs | {"answer": "yes"}).status_code == 403
    assert baotou.post("withdraw", theirs | {"reason": "报错了"}).status_code == 403
    assert baotou.post("withdraw", theirs | {"body": TONGLIAO[0], "reason": "报错了"}).status_code == 403
    assert baotou.post("confirm", ours | {"answer": "也许"}).status_code == 400
    assert baotou.post("withdraw", ours | {"reason": " "}).status_code == 400
    assert [line["result"] for line in audit()] == ["done"] * 2 + ["refused"] * 5
    kinds = {(one.kind, one.submission, one.fault) for one in read_requests(filled, filled.inbox) if one.submission}
    assert kinds == {("confirm", "150200-s-held", None), ("withdraw", "150200-s-held", None)}


def test_a_request_from_elsewhere_is_refused(clerk, filled):
    baotou = clerk("b150200")
    before = inbox_files(filled, "包头市")
    forged = requests.Session()
    forged.cookies = baotou.session.cookies
    address = baotou.address + "files?body=150200&year=2023"
    for headers in ({}, {"X-CSRFToken": "made-up"}):
        answer = forged.post(address, data=XLSX, headers=headers | {"X-Name": "forged.xlsx"})
        assert answer.status_code == 400 and "刷新" in answer.json()["message"]
    assert forged.post(baotou.address + "confirm", json={}).status_code == 400
    assert inbox_files(filled, "包头市") == before


def test_without_a_login_there_is_nothing(filled):
    address = dashboards.address(filled) + "/submissions/"
    page = requests.get(address, allow_redirects=False)
    assert page.status_code == 302 and "/login/" in page.headers["location"]
    for path in ("state", "receipt", "returned.zip", "reports/2023/包头市/统计表.xlsx", "template?path=岗位表.xlsx"):
        assert requests.get(address + path, allow_redirects=False).status_code == 401


def test_the_audit_names_no_file_that_a_person_named(filled):
    lines = (filled.audit / "page.jsonl").read_text("utf-8")
    assert "花名册" not in lines and "更正" not in lines
    assert all(json.loads(line)["at"].endswith("+08:00") for line in lines.splitlines())


def test_an_account_with_its_first_password_hands_in_nothing_yet(clerk, filled):
    baotou = clerk("b150200")
    mark = filled.users / "first" / "b150200"
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    try:
        page = baotou.get("")
        assert page.status_code == 302 and page.headers["location"].endswith("/password/")
        assert baotou.hand_in("150200", 2023, "太早.xlsx", XLSX).status_code == 403
        assert "太早.xlsx" not in inbox_files(filled, "包头市")
    finally:
        mark.unlink()
