"""Each body takes its own receipt, returned workbooks and reports; of others nothing, whatever the address."""

from urllib.parse import unquote

import pytest
import requests

from tests.dashboards.page.conftest import BAOTOU, TONGLIAO

pytestmark = pytest.mark.slow

OWN = {"receipt": "receipt", "returned.zip": "zip"}


@pytest.mark.parametrize("path, content", OWN.items())
def test_own_files_come_as_downloads_and_others_are_refused(clerk, audit, path, content):
    own = clerk("b150200").get(path, body=BAOTOU[0], year=2023)
    assert (own.status_code, own.text) == (200, f"{content} 150200")
    assert own.headers["Content-Disposition"].startswith("attachment")
    assert own.headers["Cache-Control"] == "no-store"
    other = clerk("b150200").get(path, body=TONGLIAO[0], year=2023)
    assert other.status_code == 403 and "通辽" not in other.text
    whole = clerk("region").get(path, body=TONGLIAO[0], year=2023)
    assert (whole.status_code, whole.text) == (200, f"{content} 150500")
    told = [(line["user"], line["result"], line["body"]) for line in audit()]
    assert told == [("b150200", "done", "150200"), ("b150200", "refused", "150500"), ("region", "done", "150500")]


def test_a_returned_workbook_is_taken_by_its_mark(clerk, audit):
    shown = clerk("b150200").state(body=BAOTOU[0], year=2023)["returned"]
    assert [one["path"] for one in shown] == ["东河区/花名册.xlsx"]
    mark = shown[0]["mark"]
    own = clerk("b150200").get("returned", body=BAOTOU[0], year=2023, file=mark)
    assert own.text == "returned 150200"
    assert clerk("b150200").get("returned", body=TONGLIAO[0], year=2023, file=mark).status_code == 403
    for trick in ("", "../回执.xlsx", "东河区/花名册.xlsx", "/etc/passwd"):
        assert clerk("b150200").get("returned", body=BAOTOU[0], year=2023, file=trick).status_code == 404
    assert audit()[0]["file"] == mark


def test_reports_of_the_own_body_and_no_others(clerk, audit):
    baotou = clerk("b150200")
    own = baotou.get("reports/2023/包头市/统计表.xlsx")
    assert (own.status_code, own.text) == (200, "report 150200")
    assert "统计表.xlsx" in unquote(own.headers["Content-Disposition"])
    assert [one["path"] for one in baotou.state(year=2023)["reports"]] == ["统计表.xlsx"]
    for scope in ("通辽市", "150500", "全区", "自治区", "region", "没有的单位", "%2e%2e", "包头市%2f..%2f通辽市"):
        assert baotou.get(f"reports/2023/{scope}/统计表.xlsx").status_code in (403, 404), scope
    assert baotou.get("reports/2023/通辽市/统计表.xlsx").status_code == 403
    assert clerk("region").get("reports/2023/全区/统计表.xlsx").text == "report region"
    assert clerk("region").get("reports/2023/通辽市/统计表.xlsx").text == "report 150500"
    taken = [(line["user"], line["file"]) for line in audit() if line["result"] == "done"]
    whole = [("region", "2023/全区/统计表.xlsx"), ("region", "2023/通辽市/统计表.xlsx")]
    assert taken == [("b150200", "2023/包头市/统计表.xlsx"), *whole]


@pytest.mark.parametrize(
    "path",
    [
        "reports/2023/包头市/../通辽市/统计表.xlsx", "reports/2023/包头市/..%2f通辽市%2f统计表.xlsx", "reports/2023/包头市/%2e%2e/通辽市/统计表.xlsx",
        "reports/2023/包头市/..%5c通辽市%5c统计表.xlsx", "reports/2023/包头市//etc/passwd", "reports/2023/包头市/统计表.xlsx%00",
        "reports/2023/包头市/．．/通辽市/统计表.xlsx", "reports/../secrets/logins.txt", "static/../../secrets/logins.txt",
        "static/%2e%2e/routes.py", "template?path=../../secrets/logins.txt", "template?path=%2Fetc%2Fpasswd", "template?path=.stamp",
    ],
)  # fmt: skip
def test_path_tricks_reach_nothing(clerk, path):
    baotou = clerk("b150200")
    prepared = requests.Request("GET", baotou.address + "x", cookies=baotou.session.cookies).prepare()
    prepared.url = baotou.address + path  # as it stands: the client would tidy the dots away
    answer = baotou.session.send(prepared, allow_redirects=True)
    assert answer.status_code in (400, 403, 404), answer.text[:200]
    assert "150500" not in answer.text and "region" not in answer.text


def test_a_link_in_a_folder_leads_nowhere(clerk, filled):
    link = filled.reports / "2023" / "包头市" / "logins.txt"
    link.symlink_to(filled.secrets / "logins.txt")
    try:
        assert clerk("b150200").get("reports/2023/包头市/logins.txt").status_code == 404
        assert len(clerk("b150200").state(year=2023)["reports"]) == 1
    finally:
        link.unlink()


def test_templates_are_for_everyone(clerk):
    names = {one["path"] for one in clerk("b150200").state(year=2023)["templates"]}
    assert {"申报花名册.xlsx", "岗位表.xlsx", "评审结果花名册.xlsx", "单位登记表.xlsx"} <= names
    answer = clerk("b150200").get("template", path="岗位表.xlsx")
    assert answer.status_code == 200 and answer.content.startswith(b"PK\x03\x04")


def test_the_state_shows_the_own_body_only(clerk):
    baotou = clerk("b150200")
    shown = baotou.state(year=2023)
    assert (shown["body"], shown["own"]) == (BAOTOU[0], True)
    assert [one["submission_id"] for one in shown["files"]] == ["150200-s-taken", "150200-s-held"]
    assert shown["line"].startswith("包头市 2023 年，收件中：")
    assert shown["meaning"].startswith("收件中：")
    assert baotou.get("state", body=TONGLIAO[0], year=2023).status_code == 403
    assert baotou.get("state", body="自治区", year=2023).status_code == 403
    theirs = clerk("region").state(body=TONGLIAO[0], year=2023)
    assert theirs["files"][0]["submission_id"] == "150500-s-taken" and not theirs["own"]


def test_the_page_loads_nothing_from_elsewhere(clerk):
    answer = clerk("b150200").get("")
    assert "'unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert "http://" not in answer.text and "https://" not in answer.text and "style=" not in answer.text
    assert "通辽" not in answer.text
    assert clerk("region").get("").text.count("<option") == 16
