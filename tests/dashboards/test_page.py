"""The page itself, in a browser: complete, in Chinese, and with the mart's own numbers on it."""

import re

import duckdb
import pytest
from openpyxl import load_workbook

from dagster_project import dashboards
from dagster_project.labels import mart_columns
from dagster_project.reports import write_annual
from tests.dashboards.browser import first_page, open_browser
from tests.dashboards.reader import big_figures, passwords

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LATIN_ALLOWED = {"xlsx"}


@pytest.fixture(scope="module")
def browser():
    with open_browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def opened(browser, served):
    """opened(account, year): that person's first page, all charts drawn; each is opened once."""
    pages = {}

    def open_page(account: str, year: int):
        if (account, year) not in pages:
            login = (account, passwords(served)[account])
            pages[account, year] = first_page(browser, dashboards.address(served), login, year, (1440, 5600))
        return pages[account, year]

    return open_page


@pytest.mark.parametrize("account, year", [("region", 2023), ("region", 2024), ("b150200", 2023)])
def test_the_page_is_chinese_whole_and_says_it_is_a_demonstration(opened, account, year):
    page = opened(account, year)
    text = page.inner_text("body")
    raw = {name for columns in mart_columns().values() for name in columns}
    words = set(re.findall(r"[A-Za-z_]{3,}|N/A", text))
    assert not words & raw
    assert words <= LATIN_ALLOWED
    assert "演示数据" in text
    assert f"{year} 年" in text
    assert "无数据可" not in text and "没有数据" not in text
    assert "未见" in text or year == 2023
    assert page.locator("[data-test=chart-grid-component] .ant-empty").count() == 0


@pytest.mark.parametrize(
    "account, year, only", [("region", 2023, ""), ("region", 2024, ""), ("b150200", 2023, "150200")]
)
def test_the_figures_on_the_page_are_the_marts(opened, served, account, year, only):
    with duckdb.connect(str(served.mart), read_only=True) as mart:
        of_body = "and bureau_code = ?" if only else "and ? = ''"
        known = "sum(passed) filter (where reviewed is not null)"
        sums = f"select sum(applied), sum(reviewed), sum(passed), {known} from mart_pass_rate"
        query = f"{sums} where review_year = ? {of_body}"
        applied, reviewed, passed, rated = mart.execute(query, [year, only]).fetchone()
    figures = big_figures(opened(account, year))
    assert figures["申报人次"] == f"{applied:,}"
    assert figures["参评人次"] == f"{reviewed:,}"
    assert figures["通过人次"] == f"{passed:,}"
    assert figures["通过率"] == f"{rated / reviewed:.1%}"


def test_the_login_page_is_chinese(browser, served):
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{dashboards.address(served)}/login/")
    page.wait_for_selector("[data-test=username-input]")
    page.wait_for_function("document.body.innerText.includes('登录')")
    assert not re.findall("[A-Za-z]{2,}", page.inner_text("body"))
    page.close()


def test_nothing_is_asked_of_the_outside(browser, served):
    """Whatever a page tries to fetch elsewhere never leaves the browser."""
    page = browser.new_page()
    answered = []
    page.on("response", lambda response: answered.append(response.url))
    page.goto(f"{dashboards.address(served)}/login/")
    page.wait_for_selector("[data-test=username-input]")
    assert answered and all(
        url.startswith((dashboards.address(served), "data:", "blob:")) for url in answered
    )
    page.close()


def workbook_totals(mart, year: int, bureau: str | None, folder) -> dict[str, float]:
    """{column title: total} of 表7 评审通过 of the annual workbook made from the same mart."""
    path = write_annual(mart, year, bureau, folder)
    table = list(load_workbook(path, data_only=True)["表7 评审通过"].iter_rows(values_only=True))
    header = next(row for row in table if "申报人次" in row)
    return dict(zip(header, next(row for row in table if row[0] == "合计"), strict=True))


@pytest.mark.parametrize("account, year, bureau", [("region", 2023, None), ("region", 2024, None), ("b150200", 2023, "150200")])
def test_the_figures_on_the_page_are_the_workbooks(opened, served, tmp_path, account, year, bureau):
    totals, figures = workbook_totals(served.mart, year, bureau, tmp_path), big_figures(opened(account, year))
    for title in ("申报人次", "参评人次", "通过人次"):
        assert figures[title] == f"{totals[title]:,}"
    assert figures["通过率"] == f"{totals['通过率']:.1%}"
