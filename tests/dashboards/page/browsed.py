"""我的报送 in a browser, reached as people reach it: log in, then the menu above a dashboard.

Waiting is by selectors: the page's own policy forbids the scripts by which a browser would wait for anything else.
"""

from dagster_project import dashboards
from dagster_project.home import Home
from tests.dashboards.reader import passwords


def open_submissions(browser, home: Home, account: str, year: int, body: str = ""):
    """The page of that person for one year, and for one body where she may choose; what the console says is in `problems`."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    page.goto(f"{dashboards.address(home)}/login/")
    page.fill("[data-test=username-input]", account)
    page.fill("[data-test=password-input]", passwords(home)[account])
    page.click("[data-test=login-button]")
    page.wait_for_url("**/dashboard/**", timeout=60_000)
    page.problems = []
    page.wait_for_selector("text=我的报送", timeout=60_000)
    page.on("console", lambda message: page.problems.append(message.text))
    page.click("text=我的报送")
    page.wait_for_url("**/submissions/")
    page.wait_for_selector("#year option", state="attached")
    page.problems.clear()
    if body:
        page.select_option("#body", body)
        page.wait_for_selector(f"#body option[value='{body}']:checked", state="attached")
        page.wait_for_selector("#year option", state="attached")
    page.select_option("#year", str(year))
    page.wait_for_selector(f"#line:has-text('{year} 年')")
    return page
