"""Only what is new is folded and written; what is kept of the fold may be lost, spoilt or out of date."""

import json

import pytest

from dagster_project import ledger
from dagster_project.forms import FORMS_DIR
from dagster_project.intake import decisions
from dagster_project.intake.judge import Judge
from dagster_project.intake.readings import Store
from tests.intake import printed_tables as prints


def roster(*names: str, **more) -> bytes:
    return prints.tongliao([prints.person(n, f"赵{name}", **more) for n, name in enumerate(names, 1)])


ABC, LONG = tuple("甲乙丙"), tuple("甲乙丙丁戊己庚辛")
STEPS = [  # of a home's life, each taken in by a run of its own
    lambda i: i.put("2024/通辽市/a.xlsx", roster(*LONG)),
    lambda i: i.put("2024/通辽市/b.xlsx", roster(*LONG, 学历="硕士")),  # a probable correction of a
    lambda i: confirm(i, "b.xlsx", "no"),
    lambda i: i.put("2024/通辽市/a.xlsx", roster(*ABC)),  # drops five
    lambda i: i.put("2024/通辽市/c.xlsx", roster("子", "丑")),
    lambda i: i.put("2024/通辽市/坏.xlsx", b"PK\3\4"),
    lambda i: i.put("2024/通辽市/d.xlsx", roster("子", "丑")),  # a copy of c
    lambda i: decisions.withdraw(i.home, i.submission("c.xlsx")["submission_id"], "重报", "u"),  # d stands for itself now
    lambda i: i.put("2023/通辽市/e.xlsx", prints.tongliao([prints.person(1, "赵子"), prints.person(2, "赵丑")], "2023年花名册")),
    lambda i: confirm(i, "a.xlsx", "yes"),
    lambda i: decisions.supersede(i.home, *(i.submission(p)["submission_id"] for p in ("d.xlsx", "b.xlsx")), "u"),
    lambda i: i.put("2024/包头市/f.xlsx", roster("寅")),
]


def confirm(intake, place: str, answer: str) -> None:
    [held] = [s for s in intake.submissions() if s["place"] == place and s["is_held"]]
    decisions.confirm(intake.home, held["submission_id"], answer, "u")


@pytest.fixture
def folded(monkeypatch) -> list[int]:
    """How many events each run folded."""
    sizes, fold = [], Judge.fold

    def counted(self, events, received):
        sizes.append(len(events))
        return fold(self, events, received)

    monkeypatch.setattr(Judge, "fold", counted)
    return sizes


def kept(intake):
    return intake.home.raw / "folded.json"


def test_folded_in_pieces_is_what_is_folded_at_once(intake, folded):
    """After each step once more from the beginning: the same submissions, in every column."""
    for number, step in enumerate(STEPS, 1):
        step(intake)
        intake.run()
        assert folded.pop() == 1, number
        piecewise, state = intake.submissions(), kept(intake).read_bytes()
        kept(intake).unlink()
        intake.run()
        assert folded.pop() == number == len(ledger.read(intake.home))
        assert intake.submissions() == piecewise, number
        assert kept(intake).read_bytes() == state, number
    assert sorted((s["review_year"], s["place"], s["status"]) for s in intake.submissions()) == [
        (2023, "e.xlsx", "待确认"), (2024, "a.xlsx", "已接收"), (2024, "a.xlsx", "已替代"), (2024, "b.xlsx", "已替代"),
        (2024, "c.xlsx", "已撤回"), (2024, "d.xlsx", "已接收"), (2024, "f.xlsx", "已退回"), (2024, "坏.xlsx", "已退回"),
    ]  # fmt: skip


SPOIL = {
    "cut short": lambda data: data[:-40],
    "empty": lambda data: b"",
    "another status": lambda data: data.replace("已接收".encode("unicode_escape"), "已撤回".encode("unicode_escape")),
    "nonsense": lambda data: b"\x00" * len(data),
}


@pytest.mark.fault
@pytest.mark.parametrize("how", SPOIL)
def test_a_spoilt_state_is_not_believed(intake, folded, how):
    for step in STEPS[:3]:
        step(intake)
        intake.run()
    before, data = intake.submissions(), kept(intake).read_bytes()
    assert SPOIL[how](data) != data
    kept(intake).write_bytes(SPOIL[how](data))
    intake.run()
    assert folded[-1] == 3
    assert intake.submissions() == before
    assert kept(intake).read_bytes() == data


def test_another_ledger_reading_or_rule_folds_all_again(intake, folded):
    for step in STEPS[:2]:
        step(intake)
        intake.run()
    assert folded == [1, 1]
    intake.run()
    assert folded.pop() == 0
    intake.bodies.write_text(intake.bodies.read_text("utf-8").replace("包头市人社局", "包头人社"), "utf-8")
    intake.run()
    assert folded.pop() == 2
    lines = ledger.path(intake.home).read_text("utf-8").replace("2024-06-03T09", "2024-06-03T07")
    ledger.path(intake.home).write_text(lines, "utf-8")
    intake.run()
    assert folded.pop() == 2
    assert intake.submission("a.xlsx")["received_at"].hour == 7
    next((intake.home.raw / "roster_b").glob("run1.parquet")).unlink()
    assert intake.run().read == 1
    assert folded.pop() == 2


def test_readings_are_appended_and_a_half_line_costs_its_own_file(intake):
    file = intake.home.raw / "readings.jsonl"
    for step in STEPS[:2]:
        step(intake)
        intake.run()
    before = file.read_bytes()
    STEPS[4](intake)
    intake.run()
    after = file.read_bytes()
    assert after.startswith(before)
    assert len(after.splitlines()) == 4
    file.write_bytes(after[:-20])
    assert intake.run().read == 1
    assert [json.loads(line)[0] for line in file.read_bytes().splitlines()[1:]] == [
        s["submission_id"] for s in intake.submissions()
    ]
    assert intake.run().read == 0
    assert {s["status"] for s in intake.submissions()} == {"已接收", "待确认"}


def test_readings_of_which_most_are_old_are_written_anew(intake):
    """Of two files one that is read again and again: 2 x 2 + 100 lines are kept at most."""
    def reading(n: int) -> dict:
        return {"outcome": "read", "forms": [], "raw_run": None, "notes": [str(n)]}

    store = Store(intake.home, FORMS_DIR, bytes(32))
    store.readings["S1"] = reading(0)
    lengths = []
    for n in range(104):
        store.readings["S2"] = reading(n)
        store.save({"S1", "S2"})
        lengths.append(len(store.file.read_bytes().splitlines()))
    assert (lengths[0], lengths[102], lengths[103]) == (3, 105, 3)
    assert Store(intake.home, FORMS_DIR, bytes(32)).readings == {"S1": reading(0), "S2": reading(103)}
    store.save({"S1"})
    assert Store(intake.home, FORMS_DIR, bytes(32)).readings == {"S1": reading(0)}
    assert Store(intake.home, FORMS_DIR, bytes(31) + b"1").readings == {}
