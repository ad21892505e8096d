"""One run at a time: who waits is told for whom, and a killed holder blocks nobody."""

import os
import signal
import subprocess
import sys
import time

import pytest

from dagster_project.errors import UserError
from dagster_project.lock import run_lock
from tests.conftest import said, zhicheng

HOLD = """
import sys, time
from dagster_project.home import Home
from dagster_project.lock import run_lock
with run_lock(Home(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def held(home):
    """Another process that holds the lock of `home`."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(home.path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_a_second_run_waits_then_says_who(home, held):
    started = time.monotonic()
    done = zhicheng("run", "--wait", "1", home=home)
    assert done.returncode == 1
    assert time.monotonic() - started >= 1
    text = said(done)
    assert f"进程 {held.pid}" in text and "等了 1 秒" in text


@pytest.mark.fault
def test_a_killed_holder_frees_the_lock(home, held):
    os.kill(held.pid, signal.SIGKILL)
    held.wait()
    with run_lock(home, wait=0):
        pass


def test_the_same_process_may_enter_again(home):
    with run_lock(home, wait=0), run_lock(home, wait=0):
        pass


def test_readers_take_no_lock(home, held):
    done = zhicheng("status", home=home)
    assert "还没有发布过数据" in said(done)


def test_the_wait_is_bounded(home, held):
    heard = []
    with pytest.raises(UserError, match="等了 0.3 秒"), run_lock(home, 0.3, heard.append):
        pass
    assert len(heard) == 1
