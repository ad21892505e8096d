"""Letting a blocking gate pass: until its day and no longer, for a reason, never where people's data is at stake."""

from datetime import date, datetime, timedelta

import pytest

from dagster_project import ledger
from dagster_project.errors import UserError
from dagster_project.intake.clock import SHANGHAI
from dagster_project.quality import personal, row_filter
from dagster_project.quality.gates import BLOCK, FAILED, MARK, Gate, blocks
from dagster_project.quality.waivers import never_waived, waive, with_waivers

TODAY = datetime.now(SHANGHAI).date()  # a waiver counts days as the region does, whatever the machine's zone
DAY = (TODAY + timedelta(days=3)).isoformat()


def gate(check_id="tilt.persons", kind=BLOCK, suite="倾斜政策", is_leak=False) -> Gate:
    return Gate(suite, check_id, kind, FAILED if kind == BLOCK else "通过（有提示）", "1 行不符", "0", "mart_tilt", is_leak)


def waived(home, check_id="tilt.persons", until=DAY, known=None, reason="上级已同意"):
    return waive(home, known or [gate(), gate("tilt.grain")], check_id, reason, until, "张工")


def test_it_passes_until_its_day_and_then_blocks_again(home):
    waived(home)
    last = date.fromisoformat(DAY)
    gates = with_waivers(home, [gate()], last)
    assert not blocks(gates) and (gates[0].result, gates[0].waived_until) == (FAILED, DAY)
    assert blocks(with_waivers(home, [gate()], last + timedelta(days=1)))
    assert blocks(with_waivers(home, [gate("tilt.grain")], last))


def test_the_newest_decision_counts_and_both_are_kept(home):
    waived(home)
    waived(home, until=TODAY.isoformat())
    assert blocks(with_waivers(home, [gate()], TODAY + timedelta(days=1)))
    kept = [(e["event"], e["check_id"], e["reason"], e["user"], e["until"]) for e in ledger.read(home)]
    assert kept == [("gate_waived", "tilt.persons", "上级已同意", "张工", day) for day in (DAY, TODAY.isoformat())]


@pytest.mark.parametrize(("words", "said"), [
    ({"check_id": "tilt.person"}, "tilt.persons"),
    ({"known": [gate(kind=MARK)]}, "不阻断发布"),
    ({"reason": "  "}, "原因"),
    ({"until": "年底"}, "不是日期"),
    ({"until": (TODAY - timedelta(days=1)).isoformat()}, "已经过去"),
    ({"known": [gate(suite=personal.SUITE)]}, "个人信息"),
    ({"known": [gate(suite=row_filter.SUITE)]}, "行过滤"),
])  # fmt: skip
def test_refused_with_a_sentence(home, words, said):
    with pytest.raises(UserError) as refused:
        waived(home, **words)
    assert said in refused.value.message
    assert ledger.read(home) == []


def test_what_would_leak_blocks_whatever_the_ledger_says(home):
    """A line written into the ledger by hand lets no personal data out."""
    for check in ("mart_tilt.personal", "mart_tilt.row_filter", "tilt.persons"):
        ledger.append(home, {"event": "gate_waived", "check_id": check, "until": DAY, "reason": "", "user": "", "at": ""})
    for bad in (gate("mart_tilt.personal", suite=personal.SUITE), gate("mart_tilt.row_filter", suite=row_filter.SUITE), gate(is_leak=True)):
        assert blocks(with_waivers(home, [bad], TODAY))
    assert set(never_waived()) == {personal.SUITE, row_filter.SUITE}
