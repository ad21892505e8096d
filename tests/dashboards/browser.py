"""Chromium without a window: log in, choose a year, wait until every chart is drawn."""

import os
from contextlib import contextmanager

FLAGS = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
NEWEST = 2024  # the year that a page chooses by itself
READY = """() => {
  const shown = '[data-test=chart-grid-component]';
  const charts = document.querySelectorAll(shown).length;
  const drawn = document.querySelectorAll(shown + ' [data-test=slice-container]').length;
  return charts > 0 && charts === drawn && !document.querySelector('.loading, [data-test=loading-indicator]');
}"""


@contextmanager
def open_browser():
    """A running Chromium, closed at the end."""
    from playwright.sync_api import sync_playwright

    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS + sandbox)
        yield chromium
        chromium.close()


def first_page(browser, address: str, login: tuple[str, str], year: int, size: tuple[int, int]):
    """The page a person lands on after logging in, for one year, all charts drawn.

    size: the window in pixels; taller than the page, since charts below its edge are not drawn.
    """
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    page.goto(f"{address}/login/")
    page.fill("[data-test=username-input]", login[0])
    page.fill("[data-test=password-input]", login[1])
    page.click("[data-test=login-button]")
    page.wait_for_url("**/dashboard/**", timeout=60_000)
    wait_until_drawn(page)
    if year != NEWEST:
        choose_year(page, year)
    return page


def open_page(page, address: str, slug: str, year: int) -> None:
    """Go from a page one is logged in on to another dashboard, for one year, all charts drawn."""
    page.goto(f"{address}/superset/dashboard/{slug}/")
    page.wait_for_selector("[data-test=chart-grid-component]", timeout=60_000)
    wait_until_drawn(page)
    if year != NEWEST:
        choose_year(page, year)


def choose_year(page, year: int) -> None:
    page.locator("[data-test=form-item-value] .ant-select").first.click()
    page.locator(f".ant-select-item-option[title='{year}']").click()
    page.click("[data-test=filter-bar__apply-button]")
    page.wait_for_timeout(1500)  # until the charts have begun to ask again
    wait_until_drawn(page)
    page.mouse.move(5, 5)


def wait_until_drawn(page) -> None:
    page.wait_for_function(READY, timeout=120_000)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1200)  # bars and numbers grow for about a second
