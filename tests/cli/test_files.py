"""files confirm, withdraw and supersede: into the ledger now, in force with the next intake."""

from datetime import datetime

import pytest

from dagster_project import ledger
from dagster_project.cli import main
from dagster_project.home import Home
from dagster_project.intake import take_in
from tests.marts.books import ROSTER, apply, book


def statuses(home):
    import pyarrow.parquet as pq

    take_in(home, "r2", datetime(2026, 1, 3), "abcdef01")
    return {row["submission_id"]: row["status"] for row in pq.read_table(home.raw / "submission.parquet").to_pylist()}


@pytest.fixture
def home(tmp_path):
    """A home with one roster of 2024 that lies in the folder of 2023: it waits for an answer."""
    home = Home(tmp_path / "home").create()
    title = ["通辽市2024年申报（高）级专业技术职称花名册（工程系列）"]
    book(home, "2023/通辽市/花名册.xlsx", ROSTER, [apply("通辽市开鲁县水利局", "高级工程师")], title)
    take_in(home, "r1", datetime(2026, 1, 2), "abcdef01")
    return home


def only(home):
    (one,) = statuses(home)
    return one


def test_confirmed_file_counts(home, capsys):
    one = only(home)
    assert statuses(home) == {one: "待确认"}
    assert main(["--home", str(home.path), "files", "confirm", one, "--answer", "yes"]) == 0
    assert "下次运行生效" in capsys.readouterr().out
    assert statuses(home) == {one: "已接收"}


def test_withdrawn_file_counts_no_more_and_says_why(home):
    one = only(home)
    assert main(["files", "withdraw", one, "--reason", "报错了年度", "--home", str(home.path)]) == 0
    assert statuses(home) == {one: "已撤回"}
    assert [e["reason"] for e in ledger.read(home) if e["event"] == "withdrawn"] == ["报错了年度"]


@pytest.mark.parametrize(("words", "code", "said"), [
    (["files", "confirm", "S0", "--answer", "yes"], 1, "没有编号为 S0 的报送文件"),
    (["files", "supersede", "S0", "S1"], 1, "没有编号为 S0 的报送文件"),
])  # fmt: skip
def test_unknown_submission_is_named(home, capsys, words, code, said):
    assert main(["--home", str(home.path), *words]) == code
    assert said in capsys.readouterr().err


def test_withdrawing_needs_a_reason(home):
    with pytest.raises(SystemExit) as stopped:
        main(["--home", str(home.path), "files", "withdraw", "S0"])
    assert stopped.value.code == 2
