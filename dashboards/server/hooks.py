"""What is laid over Superset's own routes: language pack, logo, first page, CSV for WPS and Excel, error texts."""

import json
from functools import cache

from flask import g, make_response, redirect, request, send_file, send_from_directory, session
from flask_login import current_user
from page import menu

from server import again, country_map, downloads, drill, language, logins, memo, metadata, passwords, sizes
from server.guards import REGION_ROLE, close_lists_of_people, close_saved_keys
from server.place import DASHBOARDS

BOM = b"\xef\xbb\xbf"
FIRST = ("/", "/superset/welcome/")
# Lists with raw names and English in them, of no use to a reader.
WORKSHOP = ("/dashboard/list/", "/chart/list/", "/tablemodelview/list/", "/explore/", "/dataset/add/", "/chart/add")


def _own_answer():
    """An answer of ours before Superset's, or None."""
    path = request.path
    if path == "/superset/log/" and "_user_id" not in session:
        # Superset would set a cookie here, which can overwrite the session of a login that is in flight.
        return "", 204
    if path == "/superset/language_pack/zh/":
        return send_file(language.BROWSER_PACK, mimetype="application/json", max_age=0)
    if path.startswith("/zhicheng/"):
        return send_from_directory(DASHBOARDS / "static", path.removeprefix("/zhicheng/"), max_age=3600)
    for answer in (country_map.answer, language.script):
        if (file := answer(path)) is not None:
            return file
    if path.startswith(drill.START):
        return drill.answer(path, _sees_all_bodies()) if current_user.is_authenticated else redirect("/login/")
    if path in FIRST + WORKSHOP and current_user.is_authenticated:
        return _first_page(path)
    return None


def _sees_all_bodies() -> bool:
    from superset import security_manager

    return security_manager.is_admin() or REGION_ROLE in {role.name for role in security_manager.get_user_roles(g.user)}


def _first_page(path: str):
    """To where a reader lands: the region and the administrator on the whole, a body on its own layout."""
    from superset import security_manager

    if path in WORKSHOP and security_manager.is_admin():
        return None
    return redirect(drill.address("overview", {}, _sees_all_bodies()))


def _mark_csv(response):
    """Put the byte-order mark that spreadsheet programs need before Chinese CSV."""
    whole = not (response.is_streamed or response.direct_passthrough)
    if response.mimetype == "text/csv" and response.status_code == 200 and whole:
        data = response.get_data()
        if not data.startswith(BOM):
            response.set_data(BOM + data)
    return response


def _say_language(response):
    """Tell programs that read pages aloud that they are Chinese: Superset leaves it out."""
    if response.mimetype == "text/html" and not (response.is_streamed or response.direct_passthrough):
        response.set_data(response.get_data().replace(b"<html>", b'<html lang="zh-CN">', 1))
    return response


def _error_page(response):
    """Our own page in place of Superset's English ones."""
    if response.status_code in (404, 500) and response.mimetype == "text/html":
        page = make_response(send_from_directory(DASHBOARDS / "static", "error.html", max_age=0))
        page.status_code = response.status_code
        return page
    return response


def _name_no_roles(response):
    """A page's answer lists whom the page is for: one role a body. A reader is not told the others'."""
    from superset import security_manager

    if not request.path.startswith("/api/v1/dashboard/") or response.mimetype != "application/json":
        return response
    if response.status_code != 200 or security_manager.is_admin():
        return response
    answer = response.get_json()
    found = answer.get("result")
    named = [row for row in (found if isinstance(found, list) else [found]) if isinstance(row, dict) and row.get("roles")]
    for row in named:
        row["roles"] = []
    if named:
        response.set_data(json.dumps(answer, ensure_ascii=False))
    return response


def _one_error_sentence() -> None:
    """Never show a reader the database's English, which also names tables and columns."""
    from duckdb import Error
    from sqlalchemy.exc import SQLAlchemyError
    from superset.db_engine_specs.duckdb import DuckDBEngineSpec
    from superset.utils import core

    said, theirs = "数据暂时读不出来，请稍后刷新；若一直如此，请告诉管理员。", core.error_msg_from_exception
    DuckDBEngineSpec._extract_error_message = classmethod(lambda _cls, _error: said)
    core.error_msg_from_exception = lambda error: said if isinstance(error, Error | SQLAlchemyError) else theirs(error)


def install(app) -> None:
    """Flask hook: called once a process with the finished application."""
    _one_error_sentence()
    metadata.know_the_schema()
    metadata.keep_the_file_open()
    memo.parse_once()
    memo.recall_row_rules_of_tables()
    again.give_answers_again()
    close_saved_keys()
    app.before_request(cache(close_lists_of_people))  # at the first request: by then every list is registered
    app.before_request(_own_answer)
    app.after_request(_mark_csv)
    app.after_request(_say_language)
    app.after_request(_error_page)
    app.after_request(_name_no_roles)
    downloads.neutralise()
    passwords.install(app)
    logins.install(app)
    sizes.install(app)
    menu.add()
