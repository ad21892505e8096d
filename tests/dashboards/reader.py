"""One person's view of a running service: by token as programs come, by cookie as browsers come."""

import json
import re
import time

import requests

from dagster_project.dashboards import bundle

ROWS = 10000
TOKEN_FOR = 600  # seconds: a token ends after 15 minutes (superset_config.py), a test run lasts longer


class Reader:
    """A logged-in account. `data` asks for rows of a dataset, `ask` for anything else."""

    def __init__(self, address: str, username: str, password: str):
        self.address = address
        self.login = {"username": username, "password": password, "provider": "db"}
        self.logged_in = float("-inf")
        self.cookie = browser_session(address, username, password)

    @property
    def token(self) -> requests.Session:
        """A session with a token that has not expired."""
        if time.monotonic() - self.logged_in > TOKEN_FOR:
            self._session = requests.Session()
            answer = self._session.post(f"{self.address}/api/v1/security/login", json=self.login)
            assert answer.status_code == 200, answer.text
            self._session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
            self.logged_in = time.monotonic()
        return self._session

    def ask(self, method: str, path: str, by: str = "token", **options):
        """A raw answer. by: "token" or "cookie"."""
        session = self.token if by == "token" else self.cookie
        return session.request(method, self.address + path, allow_redirects=False, **options)

    def data(self, dataset: int, **query):
        """The answer to one chart request for a dataset."""
        body = {
            "datasource": {"id": dataset, "type": "table"},
            "result_format": "json",
            "result_type": "full",
        }
        body["queries"] = [{"row_limit": ROWS, "filters": [], "metrics": None, "columns": []} | query]
        return self.ask("POST", "/api/v1/chart/data", json=body)

    def rows(self, dataset: int, **query) -> list[dict]:
        """Rows of a dataset; the request must succeed."""
        answer = self.data(dataset, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"][0]["data"]


def browser_session(address: str, username: str, password: str) -> requests.Session:
    """A session that logged in through the page, with the header that its POST requests need."""
    session = requests.Session()
    page = session.get(f"{address}/login/").text
    token = re.search(r'csrf_token[^>]*value="([^"]+)', page).group(1)
    form = {"username": username, "password": password, "csrf_token": token}
    answer = session.post(f"{address}/login/", data=form, allow_redirects=False)
    assert "/login" not in answer.headers.get("location", "/login"), answer.status_code
    session.headers["X-CSRFToken"] = token
    session.headers["Referer"] = address
    return session


def passwords(home) -> dict[str, str]:
    """{account: initial password} of a home, as if each person had been here before and kept it.

    A first login leads to the change of the password; test_accounts.py goes that way.
    """
    for mark in (home.users / "first").glob("*"):
        mark.unlink()
    lines = (home.secrets / "logins.txt").read_text("utf-8").splitlines()[1:]
    return {account: password for account, _, password in (line.split("\t") for line in lines)}


def chart_query(chart: dict, year: int | None) -> dict:
    """The query of a completed chart, for one year when given."""
    query = json.loads(chart["query_context"])["queries"][0]
    if year:
        query["filters"] = query["filters"] + [{"col": "review_year", "op": "==", "val": year}]
    return query


def page_files() -> dict[str, dict]:
    """{name: short form} of the dashboard files."""
    return {path.stem: bundle.load(path) for path in sorted((bundle.ASSETS / "dashboards").glob("*.yaml"))}


def charts_of(page: str, home) -> dict[str, dict]:
    """{name: completed chart} of one page."""
    found = bundle.read(home.mart)
    cells = found.dashboards[page]["position"].values()
    shown = {
        cell["id"].removeprefix("CHART-")
        for cell in cells
        if isinstance(cell, dict) and cell["type"] == "CHART"
    }
    return {name: found.charts[name] for name in sorted(shown)}


def big_figures(page) -> dict[str, str]:
    """{title: figure} of the big numbers on an open page; 没有数据 where the mart has none."""
    boxes = page.locator("[data-test-viz-type=big_number_total]").all()
    texts = [[part.strip() for part in box.inner_text().split("\n") if part.strip()] for box in boxes]
    return {parts[0]: next(p for p in parts[1:] if re.search(r"\d", p) or p == "没有数据") for parts in texts}


def total_row(page, title: str) -> dict[str, str]:
    """{column title: figure} of the last line of the table of that title.

    A long table is drawn as several, its head and its last line standing still: each is looked for by itself.
    """
    holder = page.locator("[data-test=dashboard-component-chart-holder]", has_text=title).first
    heads = [cell.text_content().strip() for cell in holder.locator("thead").last.locator("th").all()]
    figures = [cell.text_content().strip() for cell in holder.locator("tfoot tr").last.locator("td, th").all()]
    return dict(zip(heads, figures, strict=True))
