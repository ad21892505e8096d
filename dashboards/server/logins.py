"""Slow down guessing: ten wrong passwords for one name in ten minutes, counted on disk for all workers."""

from cachelib import FileSystemCache
from flask import g, jsonify, make_response, request
from flask_login import current_user

from server import passwords
from server.place import STATE

LIMIT = 10
WINDOW = 600  # seconds
PUBLISHER = "publisher"  # a long random password of our own: counting it would let anyone stop publishing


def _name() -> str | None:
    """The account whose password a request brings; None for every other request."""
    if request.method != "POST":
        return None
    if request.path == "/login/":
        return _account(request.form.get("username"))
    if request.path == "/api/v1/security/login":
        body = request.get_json(silent=True)
        return _account(body.get("username")) if isinstance(body, dict) else ""
    if request.path == passwords.PAGE and current_user.is_authenticated:
        return _account(current_user.username)
    return None


def _account(given) -> str:
    """One spelling an account: Superset also lets it in in other case, and by its e-mail address."""
    return str(given or "").strip().casefold().partition("@")[0]


def _succeeded(response) -> bool:
    if request.path.startswith("/api"):
        return response.status_code == 200
    return response.status_code == 302 and "/login" not in response.headers.get("location", "")


def install(app) -> None:
    """Refuse with 429 while a name has LIMIT failures; forget them at the first success."""
    failures = FileSystemCache(str(STATE / "logins"), threshold=5000, default_timeout=WINDOW)

    @app.before_request
    def _refuse():
        name = _name()
        if name is None or name == PUBLISHER:
            return None
        g.login_name = "u" + name[:64]
        if (failures.get(g.login_name) or 0) >= LIMIT:
            return "尝试次数过多，请十分钟后再试", 429
        return None

    @app.after_request
    def _count(response):
        name = g.get("login_name")
        if name and response.status_code != 429:
            if _succeeded(response):
                failures.delete(name)
                if request.path.startswith("/api") and passwords.is_first(name[1:]):
                    return make_response(jsonify(message="请先在网页上登录并修改初始密码。"), 403)
            else:
                failures.set(name, (failures.get(name) or 0) + 1)
        return response
