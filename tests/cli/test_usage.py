"""What is typed wrongly: one Chinese sentence, exit code 2."""

import pytest

from dagster_project.cli import main
from dagster_project.cli.parser import build_parser


@pytest.fixture(autouse=True)
def no_home(monkeypatch):
    monkeypatch.delenv("ZHICHENG_HOME", raising=False)


def spoken(capsys) -> str:
    done = capsys.readouterr()
    return done.out + done.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "缺少参数：命令"),
        (["fly"], "没有“fly”"),
        (["show"], "缺少参数：MART"),
        (["status", "--fast"], "不认识的参数：--fast"),
        (["show", "mart_tilt", "--year", "今年"], "值不对：今年"),
        (["show", "mart_tilt", "--format", "xml"], "没有“xml”"),
        (["report", "annual"], "缺少参数：--year"),
        (["run", "--wait"], "须跟一个值"),
    ],
)
def test_wrong_usage(words, sentence, capsys):
    with pytest.raises(SystemExit) as stop:
        main(words)
    text = spoken(capsys)
    assert stop.value.code == 2
    assert sentence in text
    assert "usage" not in text and "error" not in text


@pytest.mark.parametrize("words", [["status"], ["run"], ["show", "mart_tilt"], ["init"], ["start"], ["stop"]])
def test_no_home_named(words, capsys):
    assert main(words) == 2
    assert "--home" in spoken(capsys)


@pytest.mark.parametrize("words", [["--home", "a", "status"], ["status", "--home", "a"]])
def test_home_before_or_after(words):
    assert build_parser().parse_args(words).home == "a"


def test_home_of_a_nested_verb():
    assert build_parser().parse_args(["files", "list", "--home", "a"]).home == "a"
    assert build_parser().parse_args(["--home", "a", "report", "annual", "--year", "2023"]).home == "a"


def test_home_from_the_environment(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("ZHICHENG_HOME", str(tmp_path / "home"))
    assert main(["init"]) == 0
    assert (tmp_path / "home" / "inbox").is_dir()


@pytest.mark.parametrize("words", [["status"], ["run"], ["show", "mart_tilt"], ["start"], ["users", "list"]])
def test_a_folder_that_is_no_home(words, tmp_path, capsys):
    assert main(["--home", str(tmp_path / "none"), *words]) == 1
    text = spoken(capsys)
    assert "init" in text or "run" in text
    assert not (tmp_path / "none").exists()


def test_help_is_chinese(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    text = spoken(capsys)
    assert "用法：" in text and "选项" in text and "退出码" in text
    assert "usage" not in text and "show this help" not in text
