"""Superset as a background service of one home: made ready, started, asked whether it is well, stopped."""

import hashlib
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from dagster_project.errors import UserError
from dagster_project.home import REPO, Home

DASHBOARDS = REPO / "dashboards"
BIN = REPO / ".venv-superset" / "bin"
WAIT_SECONDS = 90
APP = "superset.app:create_app()"


def start(home: Home, port: int = 8088) -> str:
    """Serve the dashboards of this home in the background; returns their address.

    Makes the store ready when it is not, imports the pages, grants access. A service that already runs is kept.
    UserError when Superset is not installed, the port is taken or the service does not come up.
    """
    from dagster_project.dashboards.access import provision
    from dagster_project.dashboards.assets import import_dashboards

    home.create()
    if not running(home):
        _check_startable(port)
        _write_keys(home)
        _prepare(home)
        _serve(home, port)
    _wait(home)
    import_dashboards(home)
    provision(home)
    return address(home)


def stop(home: Home) -> bool:
    """End the service of this home; False when none was running."""
    pid = running(home)
    if pid:
        os.kill(pid, signal.SIGTERM)
        if not _gone(pid, seconds=20):
            os.killpg(pid, signal.SIGKILL)
    for file in (_pid_file(home), _port_file(home)):
        file.unlink(missing_ok=True)
    return pid is not None


def address(home: Home) -> str:
    """http://127.0.0.1:<port> of the running service. UserError when it does not run."""
    if not running(home):
        raise UserError("看板没有启动。请先运行 zhicheng start。")
    return f"http://127.0.0.1:{_port_file(home).read_text('utf-8').strip()}"


def running(home: Home) -> int | None:
    """The service's process id, if that process is really ours; None otherwise."""
    try:
        pid = int(_pid_file(home).read_text("utf-8"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return None
    return pid if APP in command and str(home.logs) in command else None


def environment(home: Home) -> dict[str, str]:
    """What a process of Superset's environment needs; nothing of ours is inherited from the warehouse's."""
    dropped = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return kept | {
        "PATH": f"{BIN}{os.pathsep}{kept.get('PATH', '')}",
        "PYTHONPATH": str(DASHBOARDS),
        "ZHICHENG_HOME": str(home.path),
        "SUPERSET_HOME": str(home.superset),
        "SUPERSET_CONFIG_PATH": str(DASHBOARDS / "superset_config.py"),
        "SCARF_ANALYTICS": "false",
    }


def _pid_file(home: Home) -> Path:
    return home.logs / "superset.pid"


def _port_file(home: Home) -> Path:
    return home.logs / "superset.port"


def _check_startable(port: int) -> None:
    if not (BIN / "gunicorn").exists():
        raise UserError("没有找到 .venv-superset。请先运行 make setup。")
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise UserError(f"端口 {port} 已被别的程序占用。请先停掉它，或换一个端口。")


def _write_keys(home: Home) -> None:
    """Keys that Superset reads, each made once: it signs sessions with one, we publish with the other."""
    for name in ("superset_key", "superset_publisher"):
        file = home.secrets / name
        if not file.exists():
            write_owner_only(file, secrets.token_urlsafe(48) + "\n")


def write_owner_only(file: Path, text: str) -> None:
    """Write a file that nobody but its owner can read, whole or not at all."""
    part = file.with_suffix(file.suffix + ".tmp")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(part, file)


def _stamp() -> str:
    """Changes when the store must be made ready again: another Superset, other translations, another preparation."""
    parts = [REPO / "requirements" / "superset.txt", DASHBOARDS / "prepare.py", DASHBOARDS / "page" / "menu.py"]
    parts += sorted((DASHBOARDS / "i18n").glob("*.*"))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def _prepare(home: Home) -> None:
    done = home.superset / "prepared"
    stamp = _stamp()
    if done.exists() and done.read_text("utf-8") == stamp:
        return
    log = home.logs / "superset-prepare.log"
    command = [str(BIN / "python"), str(DASHBOARDS / "prepare.py")]
    with log.open("w", encoding="utf-8") as stream:
        result = subprocess.run(
            command, check=False, env=environment(home), cwd=home.path, stdout=stream, stderr=stream
        )
    if result.returncode:
        raise UserError(f"看板的数据存储没有准备好。详见 {log}。")
    write_owner_only(done, stamp)


def _serve(home: Home, port: int) -> None:
    """Start gunicorn in a session of its own, so that it outlives the command."""
    command = [str(BIN / "gunicorn"), "--worker-class", "gthread", "--workers", "2", "--threads", "8"]
    command += ["--keep-alive", "75", "--timeout", "120", "--umask", "0o077", "--bind", f"127.0.0.1:{port}"]
    command += ["--error-logfile", str(home.logs / "superset.log"), "--capture-output", APP]
    with (home.logs / "superset.log").open("a", encoding="utf-8") as stream:
        process = subprocess.Popen(
            command, env=environment(home), cwd=home.path, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=stream, stderr=stream,
        )  # fmt: skip
    write_owner_only(_pid_file(home), str(process.pid))
    write_owner_only(_port_file(home), str(port))


def _wait(home: Home) -> None:
    """Return when the service answers; UserError when it ended or stays silent."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        url = address(home) + "/health"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise UserError(f"看板启动超过 {WAIT_SECONDS} 秒没有应答。详见 {home.logs / 'superset.log'}。")


def _gone(pid: int, seconds: float) -> bool:
    """Wait for a process to end, also when it is a child of ours that nobody has collected yet."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            pass
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
