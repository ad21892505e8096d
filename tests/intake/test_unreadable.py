"""Files and folders of the inbox that the account may not read cost nobody else's file, are named, and come in later."""

import os
import shutil
import socket
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

import pytest

from dagster_project import token
from dagster_project.home import Home
from dagster_project.intake import scan
from dagster_project.intake.inbox import left_out, unreadable

NOBODY = 65534


@pytest.fixture
def home(monkeypatch):
    """Of an account that files can be shut to: root becomes nobody for the while."""
    monkeypatch.setattr(scan, "WAIT_SECONDS", 0)
    folder, is_root = Path(tempfile.mkdtemp()), os.geteuid() == 0
    if is_root:
        os.chown(folder, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield Home(folder / "home").create()
    finally:
        if is_root:
            os.setresuid(0, 0, 0)
        shutil.rmtree(folder)


def received(home: Home) -> list[str]:
    return [e["path"] for e in scan.receive(home, home.inbox, "r", datetime(2024, 6, 1), {}, False, [])]


def test_what_may_not_be_read_is_named_and_stops_nothing(home):
    for place in ("2024/通辽市/a.csv", "2024/通辽市/b.csv", "2024/包头市/c.csv"):
        file = home.inbox / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("1")
    shut = [home.inbox / "2024/通辽市/a.csv", home.inbox / "2024/包头市"]
    for path in shut:
        path.chmod(0)
    assert received(home) == ["2024/通辽市/b.csv"]
    assert unreadable(home.inbox) == ["2024/包头市/", "2024/通辽市/a.csv"]
    assert left_out(home.inbox) == ["没有读取权限，没有收取：2024/包头市/、2024/通辽市/a.csv。请让运行本系统的账户能读这些文件和文件夹"]
    before = token.listing(home.inbox)
    for path in shut:
        path.chmod(0o700)
    assert token.listing(home.inbox) != before
    assert unreadable(home.inbox) == left_out(home.inbox) == []
    assert received(home) == ["2024/包头市/c.csv", "2024/通辽市/a.csv", "2024/通辽市/b.csv"]


def test_what_is_no_file_is_named_and_never_opened(home):
    """A pipe nobody writes to would be waited for for ever."""
    folder = home.inbox / "2024/通辽市"
    folder.mkdir(parents=True)
    (home.path / "b").mkdir()
    (folder / "花名册\n.xlsx").symlink_to(home.path / "a.xlsx")
    (folder / "别处").symlink_to(home.path / "b")
    (folder / "~$c.xlsx").symlink_to(home.path / "a.xlsx")
    os.mkfifo(folder / "d.csv")
    with socket.socket(socket.AF_UNIX) as open_one:
        open_one.bind(str(folder / "e.csv"))
        assert received(home) == []
        assert left_out(home.inbox) == [
            "是链接、管道等，不是文件，没有收取：2024/通辽市/d.csv、2024/通辽市/e.csv、2024/通辽市/别处、2024/通辽市/花名册?.xlsx。请放入文件本身"
        ]


@pytest.mark.parametrize(("depth", "name"), [(1500, "a"), (30, "b" * 200)])
def test_a_folder_without_end_stops_nobody_elses_file(home, monkeypatch, depth, name):
    """Of one clerk, by mistake or not. Deeper than a program may call itself; longer than the system opens."""
    good = home.inbox / "2024/通辽市/好.csv"
    good.parent.mkdir(parents=True)
    good.write_text("1")
    monkeypatch.chdir(good.parent)
    for _ in range(depth):
        os.mkdir(name)
        os.chdir(name)
    Path("x.csv").write_text("1")
    monkeypatch.chdir(home.path)
    assert received(home) == ["2024/通辽市/好.csv"]
    assert token.listing(home.inbox) == token.listing(home.inbox)
    start = f"2024/通辽市/{'/'.join([name] * 60)}"[:60]
    assert left_out(home.inbox) == [f"文件夹套得太深（超过 40 层）或路径太长，没有收取：{start}…。请移到上层、改短名称"]
    subprocess.run(["rm", "-rf", good.parent / name], check=True)  # Python cannot
