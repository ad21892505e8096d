"""What the page asks for is answered once, in the ledger and the outbox, and reaches no other body."""

import json
import uuid
from datetime import datetime

import pytest

from dagster_project import ledger, token
from dagster_project.home import Home
from dagster_project.intake import scan, take_in
from dagster_project.requests import serve
from tests.marts.books import POST, ROSTER, apply, book

WRONG_YEAR = ["通辽市2024年申报（高）级专业技术职称花名册（工程系列）"]


class Page:
    """Puts files and requests into a home as the page does; `run` is what a run does with them."""

    def __init__(self, home: Home):
        self.home, self.runs = home, 0

    def ask(self, kind: str, body: str = "通辽市", year: int = 2023, **more) -> str:
        name = str(uuid.uuid4())
        return self.put(name, json.dumps({"kind": kind, "user": "tongliao", "time": "2024-06-01T09:00:00", **more}), body, year)

    def put(self, name: str, text: str, body: str = "通辽市", year: int = 2023) -> str:
        file = self.home.inbox / str(year) / body / ".requests" / f"{name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return name

    def run(self) -> int:
        self.runs += 1
        number = self.runs

        def again():
            return take_in(self.home, f"r{number}", datetime(2024, 6, 2, number), "abcdef01")

        again()
        return serve(self.home, self.home.inbox, f"r{number}", again)

    def answer(self, name: str, body: str = "通辽市", year: int = 2023) -> dict:
        return json.loads((self.home.outbox / str(year) / body / ".answers" / f"{name}.json").read_text("utf-8"))

    def events(self, kind: str) -> list[dict]:
        return [event for event in ledger.read(self.home) if event["event"] == kind]

    def status(self, submission: str) -> str:
        import pyarrow.parquet as pq

        rows = pq.read_table(self.home.raw / "submission.parquet").to_pylist()
        return next(row["status"] for row in rows if row["submission_id"] == submission)


@pytest.fixture
def page(home, monkeypatch) -> Page:
    """A home with a file at 待确认 of 通辽市 and an accepted one of 包头市, taken in once."""
    monkeypatch.setattr(scan, "WAIT_SECONDS", 0)
    book(home, "2023/通辽市/花名册.xlsx", ROSTER, [apply("通辽市开鲁县水利局", "高级工程师")], WRONG_YEAR)
    book(home, "2023/包头市/花名册.xlsx", ROSTER, [apply("包头市东河区水利局", "高级工程师")])
    page = Page(home)
    page.run()
    return page


def handed_in(page: Page, place: str = "花名册.xlsx", **more) -> dict:
    name = page.ask("hand_in", place=place, **more)
    page.run()
    return page.answer(name, more.get("body", "通辽市"))


def test_handing_in_says_what_came_of_the_file(page):
    answer = handed_in(page)
    [one] = answer["submissions"]
    assert answer["result"] == "已办理"
    assert answer["message"] == f"已收到：待确认 1 份。花名册.xlsx：{one['question']}"
    assert (one["place"], one["form"], one["status"], one["rows"]) == ("花名册.xlsx", "申报花名册", "待确认", 1)
    assert one["question"] == "表题或工作表名写的是 2024 年，文件放在 2023 年。这是 2023 年的表吗？"
    assert (answer["user"], answer["time"], answer["kind"]) == ("tongliao", "2024-06-01T09:00:00", "hand_in")


def test_every_wrong_file_is_told_why_and_what_to_do(page):
    base, own = page.home.inbox / "2023" / "通辽市", "通辽市开鲁县水利局"
    right = book(page.home, "2023/通辽市/正确.xlsx", ROSTER, [apply(own, "高级工程师")]).read_bytes()
    assert handed_in(page, "正确.xlsx")["message"] == "已收到：已接收 1 份。逐行检查的结果见本次回执。"
    book(page.home, "2023/通辽市/赤峰.xlsx", ROSTER, [apply(f"赤峰市红山区第{n}中学", "高级教师") for n in (1, 2, 3)])
    other = book(page.home, "2023/通辽市/旧格式.xlsx", ROSTER, [apply(own, "工程师")])
    other.rename(base / "旧格式.xls")
    for name, content in {"副本.xlsx": right, "空.xlsx": b"", "照片.xlsx": b"\x89PNG\r\n"}.items():
        (base / name).write_bytes(content)
    names = {name: page.ask("hand_in", place=name) for name in ("赤峰.xlsx", "旧格式.xls", "副本.xlsx", "空.xlsx", "照片.xlsx")}
    page.run()
    said = {place: page.answer(name)["message"].removeprefix("已收到：") for place, name in names.items()}
    assert "请交赤峰市报送" in said.pop("赤峰.xlsx")
    assert said == {
        "副本.xlsx": "重复 1 份。副本.xlsx：与“正确.xlsx”内容相同，只计那一份。不需要这一份时可不处理。",
        "旧格式.xls": "已退回 1 份。旧格式.xls：扩展名是 .xls，内容却是新版格式（xlsx）。请把扩展名改为 .xlsx，或打开后另存为 xlsx。",
        "空.xlsx": "已退回 1 份。空.xlsx：文件是空的（0 字节），可能没有复制完整。请重新复制后再报送。",
        "照片.xlsx": "已退回 1 份。照片.xlsx：扩展名是 .xlsx，内容不是 Excel 工作簿，或文件已损坏。请重新导出为 xlsx 后再报送。",
    }


def test_a_file_that_never_came_is_named(page):
    answer = handed_in(page, "没有.xlsx")
    assert answer["result"] == "未办理"
    assert answer["message"] == "收件文件夹里没有“没有.xlsx”，可能上传没有完成。请重新报送。"


def test_confirming_counts_in_the_same_run(page):
    held = handed_in(page)["submissions"][0]["submission_id"]
    name = page.ask("confirm", submission=held, answer="yes")
    assert page.run() == 1
    assert page.answer(name)["message"] == "已记录答复“是”，文件现在是“已接收”。"
    assert page.status(held) == "已接收"
    [event] = page.events("confirmed")
    assert (event["request"], event["user"], event["answer"]) == (name, "tongliao", "yes")


def test_withdrawing_keeps_the_reason(page):
    held = handed_in(page)["submissions"][0]["submission_id"]
    page.ask("withdraw", submission=held, reason="放错年度")
    page.run()
    assert page.status(held) == "已撤回"
    assert [event["reason"] for event in page.events("withdrawn")] == ["放错年度"]


def test_another_bodys_submission_is_refused_like_one_that_does_not_exist(page):
    theirs = handed_in(page, body="包头市")["submissions"][0]["submission_id"]
    name = page.ask("withdraw", submission=theirs, reason="x")
    other_year = page.ask("withdraw", submission=theirs, reason="x", body="包头市", year=2024)
    page.run()
    said = "本单位 {} 年没有编号为 {} 的报送文件。请在“我的报送”里核对编号。"
    assert page.answer(name)["message"] == said.format(2023, theirs)
    assert page.answer(other_year, "包头市", 2024)["message"] == said.format(2024, theirs)
    assert page.answer(name)["submissions"] == [] and page.events("withdrawn") == []
    assert page.status(theirs) == "已接收"


@pytest.mark.parametrize(("text", "said"), [
    ("{", "请求文件读不出来"),
    ("[]", "请求文件读不出来"),
    ('{"kind": 3}', "请求文件读不出来"),
    ('{"kind": "delete", "user": "a"}', "不认识这种请求"),
    ('{"kind": "hand_in", "place": "a.xlsx"}', "没有写明提交人"),
    ('{"kind": "hand_in", "place": "../包头市/a.xlsx", "user": "a"}', "文件位置（place）不对"),
    ('{"kind": "hand_in", "place": "/etc/passwd", "user": "a"}', "文件位置（place）不对"),
    ('{"kind": "hand_in", "place": "a/.requests/b.xlsx", "user": "a"}', "文件位置（place）不对"),
    ('{"kind": "check", "place": "a/b.xlsx", "user": "a"}', "文件位置（place）不对"),
    ('{"kind": "confirm", "submission": "S1", "answer": "maybe", "user": "a"}', "答复（answer）应为 yes 或 no"),
    ('{"kind": "withdraw", "submission": "S1", "reason": " ", "user": "a"}', "撤回要写明原因"),
    ('{"kind": "withdraw", "reason": "x", "user": "a"}', "没有报送编号"),
])  # fmt: skip
def test_a_malformed_request_is_answered_with_what_was_expected(page, text, said):
    name = page.put(str(uuid.uuid4()), text)
    assert page.run() == 1
    answer = page.answer(name)
    assert answer["result"] == "未办理" and said in answer["message"]
    assert page.run() == 0


def test_a_name_that_is_no_uuid_is_answered(page):
    page.put("请求", '{"kind": "hand_in", "place": "花名册.xlsx", "user": "a"}')
    page.run()
    assert page.answer("请求")["message"] == "请求文件的名称应为 UUID。请在页面上重新提交。"


@pytest.mark.fault
@pytest.mark.parametrize("lost", ["answer", "answer and its event"])
def test_a_run_killed_before_its_answer_decides_once(page, lost):
    held = handed_in(page)["submissions"][0]["submission_id"]
    name = page.ask("confirm", submission=held, answer="no")
    page.run()
    file = page.home.outbox / "2023" / "通辽市" / ".answers" / f"{name}.json"
    before = page.answer(name)
    file.unlink()
    if lost != "answer":
        lines = ledger.path(page.home).read_text("utf-8").splitlines(keepends=True)
        assert '"event": "answered"' in lines[-1]
        ledger.path(page.home).write_text("".join(lines[:-1]), "utf-8")
    page.run()
    assert len(page.events("confirmed")) == 1
    assert [event["request"] for event in page.events("answered")].count(name) == 1
    after = page.answer(name)
    assert (after["result"], after["message"]) == (before["result"], before["message"]) == (
        "已办理", "已记录答复“否”，文件现在是“已退回”。",
    )  # fmt: skip


def test_requests_are_new_and_never_submissions(page):
    before = token.listing(page.home.inbox)
    page.ask("hand_in", place="花名册.xlsx")
    asked = token.listing(page.home.inbox)
    assert asked != before
    page.run()
    assert len(page.events("received")) == 2
    assert token.listing(page.home.inbox) == asked


def test_what_programs_leave_behind_is_not_new(page):
    before = token.listing(page.home.inbox)
    for name in ("~$花名册.xlsx", "花名册.xlsx.tmp", "Thumbs.db", ".花名册.xlsx.swp"):
        (page.home.inbox / "2023" / "通辽市" / name).write_bytes(b"x")
    assert token.listing(page.home.inbox) == before


def test_who_asked_is_kept_without_names_of_files_or_reasons(page):
    held = handed_in(page)["submissions"][0]["submission_id"]
    page.ask("withdraw", submission=held, reason="王小二不参加")
    page.run()
    text = (page.home.audit / "requests.jsonl").read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["kind"], line["user"], line["result"], line["submissions"]) for line in lines] == [
        ("hand_in", "tongliao", "已办理", [held]), ("withdraw", "tongliao", "已办理", [held]),
    ]  # fmt: skip
    assert "王小二" not in text and "花名册" not in text
    assert (page.home.audit / "requests.jsonl").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_checking_finds_what_is_wrong_and_hands_nothing_in(page):
    name = str(uuid.uuid4())
    wrong = [{**apply("通辽市开鲁县水利局", "不存在的职称"), "性别": "女"}]
    book(page.home, f"2023/通辽市/.requests/{name}/试.xlsx", ROSTER, wrong)
    page.put(name, json.dumps({"kind": "check", "place": "试.xlsx", "user": "tongliao"}))
    received = len(page.events("received"))
    assert page.run() == 1
    answer = page.answer(name)
    assert answer["result"] == "已办理"
    assert answer["message"].startswith("只检查，没有报送。认出 1 行，逐行检查有 2 条提示。")
    assert [(f["row"], f["column_name"], f["check_id"]) for f in answer["findings"]] == [
        (2, "申报资格名称", "chk_roster_title_unknown"), (2, "性别", "chk_roster_sex_id_mismatch"),
    ]  # fmt: skip
    assert len(page.events("received")) == received
    assert not (page.home.inbox / "2023" / "通辽市" / ".requests" / name).exists()
    assert not list(page.home.dagster.glob("check-*"))


@pytest.mark.slow  # each check builds a warehouse
def test_a_check_sees_the_bodys_own_files_and_no_other(page):
    wrong = [{**apply("包头市东河区水利局", "高级工程师")}]
    book(page.home, "2023/包头市/花名册.xlsx", ROSTER, wrong)
    page.run()
    answers = {}
    for place in ("花名册.xlsx", "副本.xlsx"):
        name = str(uuid.uuid4())
        copy = page.home.inbox / "2023" / "包头市" / ".requests" / name / place
        copy.parent.mkdir(parents=True)
        copy.write_bytes((page.home.inbox / "2023" / "包头市" / "花名册.xlsx").read_bytes())
        answers[place] = page.put(name, json.dumps({"kind": "check", "place": place, "user": "baotou"}), "包头市")
    page.run()
    said = {place: page.answer(name, "包头市")["message"] for place, name in answers.items()}
    assert said["花名册.xlsx"] == "只检查，没有报送。与已收的同名文件完全相同，不必再报。"
    assert "会是“重复”：与“花名册.xlsx”内容相同" in said["副本.xlsx"]


def test_checking_says_what_would_be_sent_back(page):
    name = str(uuid.uuid4())
    book(page.home, f"2023/通辽市/.requests/{name}/岗位.xlsx", [*POST[:3], "x"], [])
    page.put(name, json.dumps({"kind": "check", "place": "岗位.xlsx", "user": "tongliao"}))
    page.run()
    answer = page.answer(name)
    assert "有 1 份若这样报送会是“已退回”：没有认出是哪种表" in answer["message"]
    assert answer["findings"] == []
