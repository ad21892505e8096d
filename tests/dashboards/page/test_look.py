"""The page in a browser: Chinese, whole at 1440, every field labelled, every text readable against its ground."""

import re

import pytest

from tests.dashboards.accessible import axe
from tests.dashboards.browser import open_browser
from tests.dashboards.page.browsed import open_submissions

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LATIN_ALLOWED = {"xlsx", "xls", "csv", "zip", "docx", "pdf"}
CLIPPED = """() => [...document.querySelectorAll('main *, header *')].filter(
  (e) => e.checkVisibility() && !['OPTION', 'SELECT', 'INPUT'].includes(e.tagName) && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
).map((e) => e.tagName + '#' + e.id + ' ' + e.textContent.slice(0, 30))"""
UNNAMED = """() => [...document.querySelectorAll('input, select, textarea, button, a')].filter(
  (e) => !(e.labels && e.labels.length) && !e.textContent.trim() && !e.getAttribute('aria-label')
).map((e) => e.outerHTML.slice(0, 80))"""
# Contrast as WCAG 2 reckons it: of each visible text against the first ground that is not transparent.
FAINT = """() => {
  const parts = (text) => text.match(/[0-9.]+/g).map(Number);
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * r + .7152 * g + .0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; }
    return [255, 255, 255]; };
  return [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => { const a = light(parts(getComputedStyle(e).color)), b = light(ground(e));
      return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.textContent.trim().slice(0, 30)]; })
    .filter(([ratio]) => ratio < 4.5);
}"""


@pytest.fixture(scope="module")
def opened(filled):
    """{account: the page of 2023}"""
    with open_browser() as browser:
        pages = {}
        for account in ("b150500", "region"):
            pages[account] = open_submissions(browser, filled, account, 2023, body="150500")
            pages[account].wait_for_selector("#files td:has-text('花名册改.xlsx')")
        yield pages


@pytest.mark.parametrize("account", ["b150500", "region"])
def test_it_is_chinese_whole_labelled_and_readable(opened, account):
    page = opened[account]
    words = set(re.findall(r"[A-Za-z_]{3,}", page.inner_text("body"))) - {account}
    assert words <= LATIN_ALLOWED
    assert "演示数据" in page.inner_text("header") and page.title().startswith("我的报送")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate(FAINT) == []
    assert axe(page) == []
    assert page.problems == []  # nothing was stopped by the content security policy


def test_a_held_file_has_its_question_and_only_its_own_body_the_buttons(opened):
    for account, buttons in (("b150500", 2), ("region", 0)):
        page = opened[account]
        assert "这是“花名册.xlsx”的更正吗？" in page.inner_text("#questions")
        assert page.locator("#questions button").count() == buttons
        assert page.locator("#files button").count() == buttons
        assert "岗位表" in page.inner_text("#missing")


def test_withdrawing_asks_for_a_reason(opened):
    page = opened["b150500"]
    page.click("#files tr:has-text('花名册改.xlsx') button")
    page.click("#withdraw-yes")
    assert page.is_visible("#withdraw") and page.evaluate("document.activeElement.id") == "reason"
    page.click("#withdraw-no")
    assert not page.is_visible("#withdraw")
