"""Where a link in a table leads: the page that explains a figure, already filtered to it.

/go/<page>/?review_year=2023&bureau_name=赤峰市 opens the reader's own layout of that page; a filter that the page has not
is left out. Links are written by dashboards/queries/*.sql into columns named *_link, from words of our own tables only.
"""

import re
from functools import cache
from urllib.parse import quote

import yaml
from flask import redirect, request

from server.place import DASHBOARDS

START = "/go/"
ANCHOR = re.compile(r'^<a href="/go/[^"<>]*">([^<>]*)</a>$')


@cache
def pages() -> dict[str, tuple[str, ...]]:
    """{address of a page: columns it can be filtered by}"""
    files = sorted((DASHBOARDS / "assets" / "dashboards").glob("*.yaml"))
    short = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    return {page["slug"]: tuple(one["column"] for one in page["filters"]) for page in short}


def text_of(value: str) -> str:
    """A value as a reader knows it; an apostrophe or exclamation mark ends no text."""
    return "'" + value.replace("!", "!!").replace("'", "!'") + "'"


def chosen(column: str, value: str) -> str:
    """One filter's setting, as Superset reads it from an address."""
    word = value if column == "review_year" and value.isdigit() else text_of(value)
    name = f"NATIVE_FILTER-{column}"
    asked = f"extraFormData:(filters:!((col:{column},op:IN,val:!({word}))))"
    return f"{name}:(id:{name},{asked},filterState:(label:{text_of(value)},value:!({word})),ownState:())"


def address(page: str, given: dict[str, str], whole: bool) -> str | None:
    """The address of a page filtered as `given`, None when there is none. whole: the reader sees every body."""
    slug = page if whole else f"{page}-body"
    if slug not in pages():
        return None
    settings = [chosen(column, given[column]) for column in pages()[slug] if given.get(column)]
    start = f"/superset/dashboard/{slug}/"
    return f"{start}?native_filters={quote('(' + ','.join(settings) + ')')}" if settings else start


def answer(path: str, whole: bool):
    """A way to the page, None when the path is no link of ours."""
    found = address(path.removeprefix(START).strip("/"), request.args.to_dict(), whole) if path.startswith(START) else None
    return redirect(found) if found else None
