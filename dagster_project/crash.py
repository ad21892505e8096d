"""What is kept of an unexpected error: where it happened, never what was in the data."""

import re
import traceback
from datetime import datetime

from dagster_project.home import Home

QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”")
DIGITS = re.compile(r"\d{6,}[Xx]?")
HAN = re.compile(r"[\u3400-\u9fff·]+")


def scrub(text: str) -> str:
    """A message without anything that could be a person: quoted values, long numbers and Han text become marks."""
    return HAN.sub("※", DIGITS.sub("#", QUOTED.sub("'…'", text)))


def describe(error: BaseException) -> str:
    """Traceback frames (file, line, function) and the scrubbed messages, along the chain of causes."""
    parts, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)
        parts.append(f"{type(error).__module__}.{type(error).__name__}: {scrub(str(error))}")
        parts += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        error = error.__cause__ or error.__context__
    return "\n".join(parts) + "\n"


def report_crash(home: Home | None, error: BaseException) -> str:
    """Write the error to the home's logs; returns the Chinese sentence for the terminal."""
    sentence = f"出现意外错误（{type(error).__name__}），本次操作没有完成；已发布的数据不受影响。"
    if home is None or not home.path.is_dir():
        return sentence
    try:
        home.logs.mkdir(exist_ok=True, mode=0o700)
        path = home.logs / f"error-{datetime.now():%Y%m%d-%H%M%S-%f}.log"
        path.write_text(describe(error), "utf-8")
        path.chmod(0o600)
    except OSError:
        return sentence + "日志也无法写入，请检查磁盘空间与权限。"
    return sentence + f"经过记录在 {path}（不含个人信息），请交系统维护人员。"
