"""Dagster's webserver and daemon as background processes of one home: pids in logs/, 127.0.0.1 only."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from dagster_project.errors import UserError
from dagster_project.home import REPO, Home
from dagster_project.instance import prepare_instance

WEBSERVER, DAEMON = "dagster-webserver", "dagster-daemon"
WAIT_SECONDS = 90
END_SECONDS = 20
HEEDING = ("env", "--default-signal=INT,TERM")  # scripts start us deaf to both; what is deaf cannot be stopped


def start(home: Home, port: int = 3000) -> str:
    """Start what does not run yet; returns the webserver's address. UserError when the port is taken or it ends at once."""
    prepare_instance(home)
    if running(home, WEBSERVER) is None:
        _check_free(port)
        _spawn(home, WEBSERVER, ["-h", "127.0.0.1", "-p", str(port), *_where(home), "--dagster-log-level", "warning"])
        (home.logs / "dagster.port").write_text(str(port), "utf-8")
    if running(home, DAEMON) is None:
        _spawn(home, DAEMON, ["run", *_where(home), "--log-level", "warning"])
    _wait(home)
    return address(home)


def stop(home: Home) -> bool:
    """End what start started, and what that started; False when nothing ran."""
    ended = [_end(home, name) for name in (DAEMON, WEBSERVER)]
    (home.dagster / "sensor.json").unlink(missing_ok=True)
    return any(ended)


def address(home: Home) -> str:
    return f"http://127.0.0.1:{(home.logs / 'dagster.port').read_text('utf-8').strip()}"


def running(home: Home, name: str) -> int | None:
    """The process id, if that process is really this home's; None otherwise."""
    try:
        pid = int((home.logs / f"{name}.pid").read_text("utf-8"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except (OSError, ValueError):
        return None
    return pid if any(Path(word).name == name for word in command) and _workspace(home) in command else None


def _workspace(home: Home) -> str:
    return str(home.dagster / "workspace.yaml")


def _where(home: Home) -> list[str]:
    return ["-w", _workspace(home), "--code-server-log-level", "warning"]


def environment(home: Home) -> dict[str, str]:
    """Of a Dagster process: its home, and this checkout's code."""
    named = {"DAGSTER_HOME": str(home.dagster), "ZHICHENG_HOME": str(home.path), "PYTHONPATH": str(REPO)}
    return os.environ | named | {"PYTHONWARNINGS": "ignore"}


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise UserError(f"端口 {port} 已被占用，运行记录页面不能启动。请换一个：--dagster-port 端口")


def _spawn(home: Home, name: str, words: list[str]) -> None:
    """In a session of its own, so that it outlives the command and ends with all it started."""
    program = str(Path(sys.executable).with_name(name))
    log = home.logs / f"{name}.log"
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as out:
        process = subprocess.Popen(
            [*HEEDING, program, *words], env=environment(home), cwd=home.path, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=out, stderr=out,
        )  # fmt: skip
    (home.logs / f"{name}.pid").write_text(str(process.pid), "utf-8")


def _wait(home: Home) -> None:
    port = int((home.logs / "dagster.port").read_text("utf-8"))
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        for name in (WEBSERVER, DAEMON):
            if not _is_up(home, name):
                raise UserError(f"{name} 没有启动。详见 {home.logs / name}.log。")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    raise UserError(f"运行记录页面启动超过 {WAIT_SECONDS} 秒没有应答。详见 {home.logs / WEBSERVER}.log。")


def _is_up(home: Home, name: str) -> bool:
    pid = int((home.logs / f"{name}.pid").read_text("utf-8"))
    try:
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:  # started by an earlier command
        return running(home, name) is not None


def _end(home: Home, name: str) -> bool:
    pid = running(home, name)
    if pid is not None:
        os.killpg(pid, signal.SIGTERM)
        if not _gone(pid):
            os.killpg(pid, signal.SIGKILL)
    (home.logs / f"{name}.pid").unlink(missing_ok=True)
    return pid is not None


def _gone(group: int) -> bool:
    """Wait until no process of the group is left, also those of ours that nobody has collected yet."""
    deadline = time.monotonic() + END_SECONDS
    while time.monotonic() < deadline:
        try:
            os.waitpid(group, os.WNOHANG)
        except ChildProcessError:
            pass
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
