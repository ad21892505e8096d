"""doctor: what this machine still lacks, in words that say what to do."""

import os
import shutil
import socket
import sys
from pathlib import Path

from dagster_project.home import REPO, Home

FONT_DIRS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_NAMES = ("noto*cjk*", "notosanssc*", "notoserifsc*", "sourcehan*", "wqy*", "fandol*", "simsun*", "simhei*")
NEED_GB = 5


def doctor(args, home: Home | None) -> int:
    """Print one line a check; returns 1 when something necessary is missing, else 0."""
    checks = [python_version(), virtualenv(".venv"), virtualenv(".venv-superset"), port(8088), port(3000), space(home)]
    checks += [chinese_font(), chromium(), *sensor(home)]
    for mark, name, text in checks:
        print(f"[{mark}] {name}：{text}")
    missing = sum(mark == "缺" for mark, _, _ in checks)
    print(f"有 {missing} 项须处理。" if missing else "必要条件都已具备。")
    return 1 if missing else 0


def python_version() -> tuple[str, str, str]:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] == (3, 11):
        return "好", "Python", found
    return "缺", "Python", f"须为 3.11，现为 {found}。请安装 Python 3.11，再以 make setup PYTHON=python3.11 安装。"


def virtualenv(name: str) -> tuple[str, str, str]:
    if (REPO / name / "bin" / "python").exists() and any((REPO / name).glob(".installed-*")):
        return "好", f"环境 {name}", "已安装"
    return "缺", f"环境 {name}", "没有装好。请运行 make setup"


def port(number: int) -> tuple[str, str, str]:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return "注意", "端口", f"{number} 已被占用；若不是本系统的看板或运行记录页面，请停掉它，或用 start --port、--dagster-port 换一个端口。"
    return "好", "端口", f"{number} 空闲"


def sensor(home: Home | None) -> list[tuple[str, str, str]]:
    """Whether what is dropped into the inbox of this home is taken in by itself."""
    if home is None or not home.inbox.is_dir():
        return []
    from dagster_project.intake.inbox import left_out
    from dagster_project.watch import sensor_state, sensor_text

    left = [("注意", "收件文件夹", f"{said}。") for said in left_out(home.inbox)]
    return [("好" if sensor_state(home)["alive"] else "注意", "自动收件", sensor_text(home)), *left]


def space(home: Home | None) -> tuple[str, str, str]:
    folder = home.path if home else REPO
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / 2**30
    if free >= NEED_GB:
        return "好", "磁盘", f"{folder} 尚余 {free:.0f} GB"
    return "缺", "磁盘", f"{folder} 只余 {free:.1f} GB，至少要 {NEED_GB} GB。请清理，或换一个数据目录。"


def chinese_font() -> tuple[str, str, str]:
    for folder in FONT_DIRS:
        root = Path(folder).expanduser()
        if any(path for name in FONT_NAMES for path in root.rglob(_any_case(name))):
            return "好", "中文字体", "已有"
    return "注意", "中文字体", "没有找到，图片与 PDF 里的汉字会成方框。Debian：apt-get install fonts-noto-cjk"


def _any_case(pattern: str) -> str:
    return "".join(f"[{c.lower()}{c.upper()}]" if c.isalpha() else c for c in pattern)


def chromium() -> tuple[str, str, str]:
    if os.path.exists("/usr/bin/chromium") or shutil.which("chromium") or shutil.which("google-chrome"):
        return "好", "Chromium", "已有（只有浏览器测试与看板图片要用）"
    return "可选", "Chromium", "没有；只有浏览器测试与看板图片要用。Debian：apt-get install chromium"
