"""Addresses below /submissions/. Every one needs a login; every action and every refusal is an audit line."""

from urllib.parse import unquote
from uuid import uuid4

from flask import Blueprint, jsonify, redirect, render_template, request, send_file
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from server import look
from server.place import HOME
from werkzeug.exceptions import HTTPException

from . import asked, audit, drop, files, names, person, seeds
from .refused import Refused, not_yours
from .state import state

blueprint = Blueprint(
    "submissions", __name__, url_prefix="/submissions", template_folder="templates", static_folder="static"
)
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; img-src 'self' data:"
)
IN_HAND = "已提交。几分钟内自动收取，结果会出现在“办理情况”和“我的文件”里，本页会自己更新。"


@blueprint.before_request
def _login():
    if current_user.is_authenticated:
        return None
    if request.endpoint == "submissions.page":
        return redirect("/login/?next=/submissions/")
    return jsonify(message="登录已过期。请重新登录后再试。"), 401


@blueprint.get("/")
def page():
    """The page itself; what it shows comes from /state."""
    who = person.who()
    if not who.sees:
        return render_template("submissions/nobody.html", app=look.APP_NAME, home="/"), 403
    most = seeds.largest_file(HOME)
    return render_template("submissions/page.html", app=look.APP_NAME, who=who, most=most, user=person.user())


@blueprint.get("/state")
def show():
    sent = person.values()
    body = person.asked_body(sent.get("body") or person.who().sees[0].key if person.who().sees else None)
    year = person.asked_year(sent["year"]) if sent.get("year") else person.first_year(body)
    return jsonify(state(HOME, person.who(), body, year) | {"years": person.years(body)})


@blueprint.post("/files")
def hand_in():
    """The file is the body of the request; its name stands in a header, since proxies log addresses and names name people."""
    sent = person.values() | {name: unquote(request.headers.get(f"X-{name}", "")) for name in ("name", "folder")}
    body, year = person.asked_body(sent.get("body"), to_write=True), person.asked_year(sent.get("year"))
    number, kind = str(uuid4()), "check" if sent.get("check") == "1" else "hand_in"
    place = names.one_name(sent.get("name")) if kind == "check" else names.place_of(sent.get("folder"), sent.get("name"))
    most = seeds.largest_file(HOME)
    with asked.beside(HOME, year, body.name, number) as beside:
        base = beside if kind == "check" else drop.folder_of(HOME, year, body.name)
        was_there = drop.put(request.stream, base, place, most)
        asked.write(HOME, year, body.name, person.user(), kind, number, place=place)
    _done(kind, year=year, body=body.key, request=number, file=audit.mark(place))
    said = "原来有同名的文件，这一份作为它的更正。" if was_there and kind == "hand_in" else ""
    return jsonify(message=said + IN_HAND, request=number, is_correction=bool(said))


@blueprint.post("/confirm")
def confirm():
    sent = person.values()
    if sent.get("answer") not in ("yes", "no"):
        raise Refused("请先选择“是”或“否”。", reason="answer")
    return _decide("confirm", sent, answer=sent["answer"])


@blueprint.post("/withdraw")
def withdraw():
    sent = person.values()
    reason = sent.get("reason", "").strip()
    if not 2 <= len(reason) <= 500:
        raise Refused("请写明撤回的原因，2 到 500 字。", reason="reason")
    return _decide("withdraw", sent, reason=reason)


def _decide(kind: str, sent: dict, **word):
    """A submission must stand in the receipt of this very body and year: others' numbers are refused here already."""
    body, year = person.asked_body(sent.get("body"), to_write=True), person.asked_year(sent.get("year"))
    receipt = asked.read(files.outbox_of(HOME, year, body) / "回执.json")
    if sent.get("submission") not in {one.get("submission_id") for one in receipt.get("submissions", [])}:
        raise not_yours("报送文件")
    number = str(uuid4())
    asked.write(HOME, year, body.name, person.user(), kind, number, submission=sent["submission"], **word)
    _done(kind, year=year, body=body.key, request=number, submission=sent["submission"])
    return jsonify(message=IN_HAND, request=number)


@blueprint.get("/receipt")
def receipt():
    body, year = _wanted()
    name = f"{body.name}{year}年报送回执.xlsx"
    file = files.plain(files.outbox_of(HOME, year, body), files.RECEIPT)
    return _send(file, name, "receipt", year, body, files.RECEIPT)


@blueprint.get("/returned")
def returned():
    body, year = _wanted()
    mark = request.args.get("file", "")
    file = files.marked(files.outbox_of(HOME, year, body) / files.RETURNED, mark)
    return _send(file, file.name, "returned", year, body, mark)


@blueprint.get("/returned.zip")
def returned_zip():
    body, year = _wanted()
    name = f"{body.name}{year}年退回修改.zip"
    file = files.plain(files.outbox_of(HOME, year, body), files.RETURNED_ZIP)
    return _send(file, name, "returned_zip", year, body, files.RETURNED_ZIP)


@blueprint.get("/template")
def template():
    path = request.args.get("path", "")
    return _send(files.one_of(HOME / "outbox" / files.TEMPLATES, path), path, "template", None, None, path)


@blueprint.get("/reports/<int:year>/<scope>/<path:path>")
def report(year: int, scope: str, path: str):
    """scope: a body's name or code, or the region's. 403 for a scope that is not hers, known or not."""
    mine = {body.name: body for body in person.who().sees} | {body.key: body for body in person.who().sees}
    whole = mine.get("自治区")
    body = mine.get(scope) or (whole if scope in files.REGION_SCOPES else None)
    if body is None:
        raise not_yours("单位")
    file = files.report(HOME, year, scope, path)
    return _send(file, file.name, "report", year, body, f"{year}/{scope}/{path}")


def _wanted():
    return person.asked_body(request.args.get("body")), person.asked_year(request.args.get("year"))


def _send(file, name: str, action: str, year, body, told: str):
    """As a download, never shown by the browser; who took what is written first."""
    _done(action, year=year, body=body.key if body else None, file=told)
    return send_file(file, as_attachment=True, download_name=name.rsplit("/", 1)[-1], max_age=0)


def _done(action: str, **more) -> None:
    audit.write(HOME, person.user(), action, "done", **more)


@blueprint.errorhandler(Refused)
def _refused(error: Refused):
    action = (request.endpoint or "").rsplit(".", 1)[-1]
    asked_for = {"body": request.args.get("body", "")[:40]} if request.args.get("body") else {}
    audit.write(HOME, person.user(), action, "refused", reason=error.reason, **asked_for)
    return jsonify(message=error.message), error.status


@blueprint.errorhandler(CSRFError)
def _forged(_error):
    audit.write(HOME, person.user(), "post", "refused", reason="csrf")
    return jsonify(message="页面停留太久，或请求不是从本页发出的。请刷新页面后再试。"), 400


@blueprint.errorhandler(OSError)
def _full(_error):
    audit.write(HOME, person.user(), "post", "refused", reason="disk")
    return jsonify(message="文件没有存成，可能是磁盘已满。请稍后再试；若一直如此，请告诉管理员。"), 507


@blueprint.errorhandler(HTTPException)
def _other(error: HTTPException):
    if error.code == 413:
        return jsonify(message=drop.too_large(seeds.largest_file(HOME)).message), 413
    return jsonify(message="这个地址打不开，或提交的内容不完整。请刷新页面后再试。"), error.code or 400


@blueprint.after_app_request
def _headers(response):
    """Stricter than Superset's pages: nothing but our own files, nothing kept by the browser."""
    if request.blueprint == "submissions":
        response.headers["Content-Security-Policy"] = POLICY
        if request.endpoint != "submissions.static":
            response.headers["Cache-Control"] = "no-store"
    return response
