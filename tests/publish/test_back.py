"""publish --back: readers see the file before, the ledger says so, and only a person or something new publishes again."""

import pytest

from dagster_project import ledger, token
from dagster_project.cli import main
from dagster_project.errors import UserError
from dagster_project.publish.back import go_back
from tests.publish.made import AS_OF, run, runs


def test_back_once_and_again_and_no_further(home):
    for name in ("r1", "r2", "r3"):
        run(home, name)
    first = go_back(home, "某人")
    assert (first.run_id, first.as_of) == ("r2", AS_OF)
    assert runs(home)["mart_tilt"] == ["r2"]
    go_back(home, "某人")
    assert runs(home)["mart_tilt"] == ["r1"]
    with pytest.raises(UserError, match="之前没有留存的发布文件"):
        go_back(home, "某人")
    said = [(e["from"], e["to"], e["user"]) for e in ledger.read(home) if e["event"] == "published_back"]
    assert said == [("mart-r3.duckdb", "mart-r2.duckdb", "某人"), ("mart-r2.duckdb", "mart-r1.duckdb", "某人")]


def test_the_next_run_publishes_anew(home):
    for name in ("r1", "r2"):
        run(home, name)
    go_back(home, "某人")
    run(home, "r3")
    assert runs(home)["mart_tilt"] == ["r3"]


def test_it_is_never_nothing_new_and_is_left_alone_until_something_is(home):
    for name in ("r1", "r2"):
        run(home, name)
    (home.raw / "submission.parquet").write_bytes(b"")
    token.begin(home, "r2", home.inbox)
    token.finish(home, 0)
    assert token.finished_exit_code(home, token.listing(home.inbox)) == 0
    go_back(home, "某人")
    now = token.compute(home, token.listing(home.inbox))
    assert token.finished_exit_code(home, token.listing(home.inbox)) is None
    assert token.is_held(home, now)
    (home.inbox / "a.xlsx").write_bytes(b"a")
    assert not token.is_held(home, token.compute(home, token.listing(home.inbox)))


def test_by_command_it_says_which(home, capsys):
    for name in ("r1", "r2"):
        run(home, name)
    assert main(["--home", str(home.path), "publish", "--back"]) == 0
    assert "mart-r1.duckdb（运行批次 r1，数据截至 2024-06-03 09:00:00）" in capsys.readouterr().out


def test_before_the_first_publish(home):
    with pytest.raises(UserError, match="还没有发布过数据"):
        go_back(home, "某人")
