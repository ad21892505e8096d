"""The person of this request: login, roles, and what she asks about."""

import re
from datetime import date

from flask import g, request
from flask_login import current_user
from server.place import HOME

from . import seeds
from .refused import Refused, not_yours
from .who import Body, Reach, reach

YEAR = re.compile(r"20[0-9]{2}")


def user() -> str:
    return current_user.username if current_user.is_authenticated else ""


def who() -> Reach:
    """Looked up once a request, so that a role taken away works at the next one."""
    if "submissions_reach" not in g:
        roles = {role.name for role in current_user.roles}
        g.submissions_reach = reach(roles, seeds.rows(HOME, "codes", "reporting_body"))
    return g.submissions_reach


def asked_body(key: str | None, to_write: bool = False) -> Body:
    """The body of that key. Refused with 403 unless she may see it, or hand in for it where to_write."""
    body = who().body(key) if isinstance(key, str) else None
    if body is None:
        raise not_yours()
    if to_write and body.key not in who().own:
        raise Refused(f"{body.name}的文件由该单位自己报送、答复和撤回；您的账号可以查看和下载。", 403, "not_own")
    return body


def asked_year(text) -> int:
    """2000 to next year."""
    if not YEAR.fullmatch(str(text or "")) or int(text) > date.today().year + 1:
        raise Refused("年度不对，应为四位数字，例如 2024。请重新选择年度。", reason="year")
    return int(text)


def values() -> dict:
    """What was sent as JSON or in the address; texts only."""
    sent = request.get_json(silent=True) if request.is_json else request.args
    if not hasattr(sent, "get"):
        raise Refused("提交的内容读不出来。请刷新页面后再试。", reason="json")
    return {name: str(value) for name, value in sent.items() if isinstance(value, (str, int))}


def years(body: Body) -> list[int]:
    """Newest first: those with folders of this body, and the last four."""
    there = {int(f.parent.name) for top in ("inbox", "outbox") for f in (HOME / top).glob(f"20[0-9][0-9]/{body.name}")}
    return sorted(there | set(range(date.today().year - 3, date.today().year + 1)), reverse=True)


def first_year(body: Body) -> int:
    """The newest year this body has a receipt of, else this year."""
    found = [int(file.parts[-3]) for file in (HOME / "outbox").glob(f"20[0-9][0-9]/{body.name}/回执.json")]
    return max(found, default=date.today().year)
