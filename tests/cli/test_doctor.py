"""doctor says in Chinese what is missing and what to do; make lists its own targets."""

import socket
import subprocess
from collections import namedtuple

import pytest

from dagster_project.cli import doctor, main
from dagster_project.home import REPO


def lines(capsys) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_every_check_has_a_line(home, capsys):
    main(["--home", str(home.path), "doctor"])
    text = "\n".join(lines(capsys))
    for word in ("Python", ".venv", ".venv-superset", "端口", "磁盘", "中文字体", "Chromium"):
        assert word in text


def test_wrong_python(monkeypatch):
    monkeypatch.setattr(doctor.sys, "version_info", (3, 9, 2))
    mark, _, text = doctor.python_version()
    assert mark == "缺" and "3.11" in text and "3.9.2" in text


def test_missing_environment(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "REPO", tmp_path)
    assert doctor.virtualenv(".venv") == ("缺", "环境 .venv", "没有装好。请运行 make setup")


def test_taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        mark, _, text = doctor.port(taken.getsockname()[1])
    assert mark == "注意" and "--port" in text


def test_full_disk(monkeypatch, home):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: namedtuple("Usage", "free")(2**30))
    mark, _, text = doctor.space(home)
    assert mark == "缺" and "1.0 GB" in text


def test_no_chinese_font(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "FONT_DIRS", (str(tmp_path),))
    assert "fonts-noto-cjk" in doctor.chinese_font()[2]
    (tmp_path / "NotoSansCJK-Regular.ttc").touch()
    assert doctor.chinese_font()[0] == "好"


@pytest.mark.parametrize("missing", [True, False])
def test_exit_code_tells_whether_something_is_missing(monkeypatch, capsys, home, missing):
    monkeypatch.setattr(doctor, "virtualenv", lambda name: ("缺" if missing else "好", name, ""))
    assert main(["--home", str(home.path), "doctor"]) == int(missing)


def test_make_lists_itself():
    done = subprocess.run(["make", "-s", "help"], cwd=REPO, capture_output=True, text=True, check=True)
    for target in ("setup", "run", "stop", "dagster", "test", "test-fast", "lint", "help"):
        assert f"make {target} " in done.stdout
