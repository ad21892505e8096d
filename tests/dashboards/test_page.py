"""The page itself, in a browser: complete, in Chinese, and with the mart's own numbers on it."""

import os
import re

import duckdb
import pytest

from dagster_project import dashboards
from dagster_project.labels import mart_columns
from tests.dashboards.reader import passwords

pytestmark = [pytest.mark.slow, pytest.mark.browser]

FLAGS = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
READY = """() => {
  const shown = '[data-test=chart-grid-component]';
  const charts = document.querySelectorAll(shown).length;
  const drawn = document.querySelectorAll(shown + ' [data-test=slice-container]').length;
  return charts > 0 && charts === drawn && !document.querySelector('.loading, [data-test=loading-indicator]');
}"""
LATIN_ALLOWED = {"xlsx"}


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS + sandbox)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def opened(browser, served):
    """opened(account, year): that person's first page, all charts drawn; each is opened once."""
    pages = {}

    def open_page(account: str, year: int):
        if (account, year) not in pages:
            pages[account, year] = load(account, year)
        return pages[account, year]

    def load(account: str, year: int):
        page = browser.new_page(viewport={"width": 1440, "height": 5600}, locale="zh-CN")
        page.goto(f"{dashboards.address(served)}/login/")
        page.fill("[data-test=username-input]", account)
        page.fill("[data-test=password-input]", passwords(served)[account])
        page.click("[data-test=login-button]")
        page.wait_for_url("**/dashboard/**", timeout=60_000)
        page.wait_for_function(READY, timeout=120_000)
        if year != 2024:  # the newest is there by itself
            choose_year(page, year)
        return page

    return open_page


def choose_year(page, year: int) -> None:
    page.locator("[data-test=form-item-value] .ant-select").first.click()
    page.locator(f".ant-select-item-option[title='{year}']").click()
    page.click("[data-test=filter-bar__apply-button]")
    page.wait_for_timeout(1500)
    page.wait_for_function(READY, timeout=120_000)


def big_figures(page) -> dict[str, str]:
    """{title: figure} of the big numbers on a page."""
    boxes = page.locator("[data-test-viz-type=big_number_total]").all()
    texts = [box.inner_text().split("\n") for box in boxes]
    return {parts[0].strip(): next(p for p in parts[1:] if re.search(r"\d", p)) for parts in texts}


@pytest.mark.parametrize("account, year", [("region", 2023), ("region", 2024), ("b150200", 2023)])
def test_the_page_is_chinese_whole_and_says_it_is_a_demonstration(opened, account, year):
    page = opened(account, year)
    text = page.inner_text("body")
    raw = {name for columns in mart_columns().values() for name in columns}
    words = set(re.findall(r"[A-Za-z_]{3,}", text))
    assert not words & raw
    assert words <= LATIN_ALLOWED
    assert "演示数据" in text
    assert f"{year} 年" in text
    assert "无数据可" not in text and "没有数据" not in text
    assert "未见" in text or year == 2023
    assert page.locator("[data-test=chart-grid-component] .ant-empty").count() == 0


@pytest.mark.parametrize("account, year, only", [("region", 2023, ""), ("region", 2024, ""), ("b150200", 2023, "150200")])
def test_the_figures_on_the_page_are_the_marts(opened, served, account, year, only):
    with duckdb.connect(str(served.mart), read_only=True) as mart:
        of_body = "and bureau_code = ?" if only else "and ? = ''"
        query = f"select sum(applied), sum(reviewed), sum(passed) from mart_pass_rate where review_year = ? {of_body}"
        applied, reviewed, passed = mart.execute(query, [year, only]).fetchone()
    figures = big_figures(opened(account, year))
    assert figures["申报人次"] == f"{applied:,}"
    assert figures["参评人次"] == f"{reviewed:,}"
    assert figures["通过人次"] == f"{passed:,}"
    assert figures["通过率"] == f"{passed / reviewed:.1%}"


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
    assert answered and all(url.startswith((dashboards.address(served), "data:", "blob:")) for url in answered)
    page.close()
