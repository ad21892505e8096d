"""Changing one's own password, and what must change at the first login.

users/first/<account> exists while an account still has its one-time password (written by
dagster_project/dashboards/accounts.py): until its owner has set another, every page leads here and no token is given.
"""

import hmac
import re

from flask import abort, redirect, render_template_string, request, session
from flask_login import current_user, logout_user, user_logged_in
from flask_wtf.csrf import generate_csrf
from werkzeug.security import check_password_hash

from server.place import DASHBOARDS, HOME

PAGE = "/password/"
SHORTEST = 10
SEAL = "password_seal"
FIRST = HOME / "users" / "first"
OPEN = (
    PAGE,
    "/logout/",
    "/login/",
    "/health",
    "/static/",
    "/zhicheng/",
    "/superset/language_pack/",
    "/api/v1/security/login",
)


def is_first(username: str) -> bool:
    """True while an account has the password that was given to it."""
    return bool(username) and (FIRST / username.casefold().replace("/", "_")).exists()


def objection(username: str, new: str, again: str, old: str) -> str:
    """What is wrong with a new password, in Chinese; empty when nothing is."""
    if new != again:
        return "两次输入的新密码不一样。"
    if new == old:
        return "新密码不能与原密码相同。"
    if len(new) < SHORTEST or not (re.search(r"\d", new) and re.search(r"[^\d\s]", new)):
        return f"新密码至少 {SHORTEST} 位，要有数字，也要有字母或其他字符。"
    if username.casefold() in new.casefold():
        return "新密码不能含有账号名。"
    return ""


def page():
    """The form, and its answer: the old password is asked for, so that an open page left alone cannot take the account."""
    from superset import security_manager

    if not current_user.is_authenticated:
        return redirect("/login/")
    said = ""
    if request.method == "POST":
        old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
        said = objection(current_user.username, new, again, old)
        if not check_password_hash(current_user.password, old):
            said = "原密码不对。"
        if not said:
            security_manager.reset_password(current_user.id, new)
            (FIRST / current_user.username.casefold()).unlink(missing_ok=True)
            session[SEAL] = _seal(current_user)
            return redirect("/")
    text = (DASHBOARDS / "static" / "password.html").read_text("utf-8")
    values = {
        "said": said,
        "first": is_first(current_user.username),
        "csrf": generate_csrf(),
        "shortest": SHORTEST,
    }
    return render_template_string(text, **values), 400 if said else 200


def _seal(user) -> str:
    """Changes with the password: a session begun under another password is over."""
    return (user.password or "")[-16:]


def _stop_others():
    """End a session whose password was changed or reset; lead a newcomer to the form. None: go on."""
    if "_user_id" not in session or not current_user.is_authenticated:
        return None
    if not hmac.compare_digest(session.get(SEAL, ""), _seal(current_user)):
        logout_user()
        session.clear()
        return redirect("/login/")
    if is_first(current_user.username) and not request.path.startswith(OPEN):
        if request.path.startswith("/api/") or request.method != "GET":
            abort(403, "请先修改初始密码。")
        return redirect(PAGE)
    return None


def install(app) -> None:
    """Add the page and the two walls before every request."""
    app.add_url_rule(PAGE, "own_password", page, methods=["GET", "POST"])
    app.before_request(_stop_others)
    user_logged_in.connect(lambda _app, user: session.__setitem__(SEAL, _seal(user)), app, weak=False)


def menu_entry(bootstrap: dict) -> dict:
    """Let the entry of the account's menu lead to this page instead of Superset's profile."""
    menu = bootstrap["menu_data"]
    menu["navbar_right"]["user_info_url"] = PAGE
    return {"menu_data": menu}
