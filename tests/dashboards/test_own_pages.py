"""Pages that are ours, seen by a browser: labelled, readable, in Chinese; and no known wrong Chinese anywhere."""

import re

import pytest

from dagster_project import dashboards
from dagster_project.dashboards import accounts
from tests.dashboards.accessible import axe, faults
from tests.dashboards.browser import first_page, open_browser, open_page
from tests.dashboards.reader import page_files, passwords

pytestmark = [pytest.mark.slow, pytest.mark.browser]

# What Superset's own translation says wrongly, seen before: the totals row, the chart menu, the null of a table.
WRONG = ("热图选项", "星期日", "几秒前前", "仪表盘", "切片", "KeyError", "N/A", "NULL", "%s", "%(", "undefined", "NaN")


@pytest.fixture(scope="module")
def browser():
    with open_browser() as chromium:
        yield chromium


def log_in(page, address: str, account: str, password: str) -> None:
    page.goto(f"{address}/login/")
    page.fill("[data-test=username-input]", account)
    page.fill("[data-test=password-input]", password)
    page.click("[data-test=login-button]")


def test_a_newcomer_changes_the_password_in_the_browser(browser, served):
    address = dashboards.address(served)
    accounts.add(served, "newcomer", "150200")
    dashboards.provision_people(served)
    page = browser.new_page(locale="zh-CN")
    log_in(page, address, "newcomer", accounts.read_logins(served)["newcomer"][1])
    page.wait_for_url("**/password/", timeout=60_000)
    assert faults(page) == axe(page) == []
    assert not re.findall("[A-Za-z]{2,}", page.inner_text("body"))
    page.fill("#old", accounts.read_logins(served)["newcomer"][1])
    page.fill("#new", "my-own-word-9")
    page.fill("#again", "my-own-word-9")
    page.click("button[type=submit]")
    page.wait_for_url("**/superset/dashboard/**", timeout=60_000)
    page.close()


def test_the_page_of_an_error_is_readable(browser, served):
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{dashboards.address(served)}/no-such-page/")
    assert faults(page) == axe(page) == []
    page.close()


def test_the_login_page_is_readable_and_offers_nothing_else(browser, served):
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{dashboards.address(served)}/login/")
    page.wait_for_selector("[data-test=username-input]")
    assert axe(page) == []
    assert "设置" not in page.inner_text("body")
    page.close()


@pytest.mark.parametrize("account", ["region", "b150200"])
def test_what_we_put_on_a_dashboard_is_readable(browser, served, account):
    login = (account, passwords(served)[account])
    page = first_page(browser, dashboards.address(served), login, 2024, (1440, 5600))
    found = [fault for fault in faults(page, "[data-test=dashboard-content-wrapper]") if fault.startswith("contrast")]
    assert found == axe(page) == []
    text = page.inner_text("body")
    assert [word for word in WRONG if word in text] == []
    if account != "region":  # the region's other pages are asked in test_pages.py
        for slug in sorted(file["slug"] for file in page_files().values() if file["audience"] == "body"):
            open_page(page, dashboards.address(served), slug, 2024)
            assert axe(page) == [], slug
    page.close()
