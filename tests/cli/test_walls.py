"""The last walls: no traceback, nothing of a person in what is kept of an error, no sample among real files."""

import pytest

from dagster_project.cli import main
from dagster_project.crash import describe, scrub
from dagster_project.errors import UserError

SECRET = "Could not convert string '150204199001011234' to INT32: 张三丰 13900000000 \"王五\" “赵六”"


def test_scrub_leaves_nothing_of_a_person():
    text = scrub(SECRET)
    for piece in ("1502", "1390", "张三丰", "王五", "赵六"):
        assert piece not in text
    assert "Could not convert string" in text


def test_describe_follows_the_causes():
    try:
        try:
            raise ValueError(SECRET)
        except ValueError as cause:
            raise RuntimeError("broken") from cause
    except RuntimeError as error:
        text = describe(error)
    assert "RuntimeError: broken" in text and "builtins.ValueError" in text and "test_walls.py" in text
    assert "张三丰" not in text


def test_an_unexpected_error_is_one_sentence(home, monkeypatch, capsys):
    def broken(*_):
        raise ValueError(SECRET)

    monkeypatch.setattr("dagster_project.cli.status.read_status", broken)
    assert main(["--home", str(home.path), "status"]) == 1
    done = capsys.readouterr()
    assert done.out == "" and "出现意外错误（ValueError）" in done.err and "张三丰" not in done.err
    [log] = home.logs.glob("error-*.log")
    assert "张三丰" not in log.read_text("utf-8") and "ValueError" in log.read_text("utf-8")


def test_a_user_error_keeps_its_code(home, monkeypatch, capsys):
    def broken(*_):
        raise UserError("请先做别的。", exit_code=3)

    monkeypatch.setattr("dagster_project.cli.status.read_status", broken)
    assert main(["--home", str(home.path), "status"]) == 3
    assert capsys.readouterr().err == "错误：请先做别的。\n"


def test_sample_does_not_enter_a_home_with_submissions(home, capsys):
    (home.ledger / "ledger.jsonl").write_text('{"event": "received"}\n', "utf-8")
    assert main(["sample", str(home.inbox), "--rows", "10"]) == 1
    assert "真实报送" in capsys.readouterr().err
    assert not list(home.inbox.iterdir())


def test_sample_does_not_enter_a_folder_in_use(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")
    assert main(["sample", str(tmp_path)]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("words", [["run", "--inbox", "nowhere"], ["run", "--inbox", "nowhere", "--dry-run"]])
def test_an_inbox_that_is_not_there(home, words, capsys):
    assert main(["--home", str(home.path), *words]) == 1
    assert "没有收件文件夹" in capsys.readouterr().err
