"""The ledger: whole lines only, in order, whatever happened to the run before."""

import pytest

from dagster_project import ledger
from dagster_project.errors import UserError
from dagster_project.home import Home


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path / "home").create()


def test_events_come_back_in_order(home):
    ledger.append(home, {"event": "received", "path": "2023/包头市/花名册.xlsx"})
    ledger.append_all(home, [{"event": "confirmed"}, {"event": "waived"}])
    assert [e["event"] for e in ledger.read(home)] == ["received", "confirmed", "waived"]
    assert ledger.read(home)[0]["path"] == "2023/包头市/花名册.xlsx"
    assert ledger.path(home).stat().st_mode & 0o077 == 0


def test_no_ledger_is_an_empty_one(home):
    assert ledger.read(home) == []


@pytest.mark.fault
def test_half_last_line_is_passed_over_and_then_cut_off(home):
    ledger.append(home, {"event": "one"})
    whole = ledger.path(home).read_bytes()
    ledger.path(home).write_bytes(whole + '{"event": "two", "path": "2023/包'.encode()[:-1])
    assert [e["event"] for e in ledger.read(home)] == ["one"]
    ledger.append(home, {"event": "three"})
    assert [e["event"] for e in ledger.read(home)] == ["one", "three"]
    assert ledger.path(home).read_bytes().startswith(whole)


@pytest.mark.fault
def test_only_a_half_line(home):
    ledger.path(home).write_bytes(b'{"event"')
    assert ledger.read(home) == []
    ledger.append(home, {"event": "one"})
    assert ledger.read(home) == [{"event": "one"}]


@pytest.mark.fault
def test_a_broken_line_in_the_middle_is_said(home):
    ledger.append_all(home, [{"event": "one"}, {"event": "two"}])
    lines = ledger.path(home).read_bytes().splitlines(keepends=True)
    ledger.path(home).write_bytes(lines[0][:5] + b"\n" + lines[1])
    with pytest.raises(UserError) as said:
        ledger.read(home)
    assert (
        said.value.message == "台账 ledger/ledger.jsonl 第 1 行不是完整的记录。请从备份恢复该文件后再运行。"
    )
