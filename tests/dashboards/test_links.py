"""Links in tables: each leads to the reader's own layout of the page that explains the row, filtered to it."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import requests

from dagster_project import dashboards
from tests.dashboards.browser import NEWEST, first_page, open_browser, open_page, wait_until_drawn
from tests.dashboards.made_mart import IN_A_NAME
from tests.dashboards.reader import passwords

pytestmark = pytest.mark.slow

CHOSEN = "[data-test=form-item-value]"


def leads(reader, account: str, path: str) -> str:
    """Where a link leads that person."""
    answer = reader(account).ask("GET", path, "cookie")
    assert answer.status_code == 302, answer.status_code
    return unquote(answer.headers["location"])


def test_the_region_is_led_to_its_page_with_the_body_chosen(reader):
    place = leads(reader, "region", "/go/quota-posts/?review_year=2023&bureau_name=赤峰市&state=x")
    assert place.startswith("/superset/dashboard/quota-posts/?native_filters=(NATIVE_FILTER-review_year:(")
    assert "filters:!((col:review_year,op:IN,val:!(2023)))" in place
    assert "filters:!((col:bureau_name,op:IN,val:!('赤峰市')))" in place
    assert "state" not in place.replace("filterState", "")


def test_a_body_is_led_to_its_own_layout_which_has_no_choice_of_bodies(reader):
    place = leads(reader, "b150200", "/go/ledger/?review_year=2023&bureau_name=赤峰市&measure=名额申报使用")
    assert place.startswith("/superset/dashboard/ledger-body/?native_filters=")
    assert "bureau_name" not in place and "val:!('名额申报使用')" in place


def test_what_stands_in_a_link_cannot_end_its_text(reader):
    assert "val:!('a!'!!),b')" in leads(reader, "region", "/go/ledger/?measure=a'!),b")


def test_no_other_place_is_led_to(reader, served):
    for path in ("/go/nowhere/", "/go/", "/go///example.org/", "/go/overview-body/../"):
        assert reader("b150200").ask("GET", path, "cookie").status_code == 404, path
    bare = requests.get(f"{dashboards.address(served)}/go/overview/", allow_redirects=False, timeout=30)
    assert bare.headers["location"].endswith("/login/")


def test_a_download_has_the_text_of_a_link_alone(reader, datasets):
    body = {"datasource": {"id": datasets["over_post"], "type": "table"}, "result_format": "csv", "result_type": "full"}
    asked = {"columns": ["bureau_name", "bureau_name_link"], "metrics": None, "filters": [], "row_limit": 100}
    answer = reader("b150200").ask("POST", "/api/v1/chart/data", json=body | {"queries": [asked]})
    rows = {tuple(line.split(",")) for line in answer.content.decode("utf-8-sig").splitlines()[1:]}
    assert rows == {("包头市", "包头市")}


@pytest.mark.browser
@pytest.mark.parametrize(
    "account, page, lands, column",
    [
        ("region", "overview", "/quota-posts/", "bureau_name"),
        ("b150200", "overview-body", "/quota-posts-body/", "banner_name"),
    ],
)
def test_a_click_lands_with_the_filter_set(served, account, page, lands, column):
    address = dashboards.address(served)
    with open_browser() as browser:
        tab = first_page(browser, address, (account, passwords(served)[account]), NEWEST, (1440, 5600))
        open_page(tab, address, page, 2023)
        link = tab.locator(f"a[href^='/go/quota-posts/'][href*='{column}=']").first
        chosen = parse_qs(urlsplit(link.get_attribute("href")).query)[column][0]
        link.click()
        tab.wait_for_url(f"**/superset/dashboard{lands}**", timeout=60_000)
        tab.wait_for_selector("[data-test=chart-grid-component]", timeout=60_000)
        wait_until_drawn(tab)
        settings = [text.strip() for text in tab.locator(CHOSEN).all_inner_texts()]
        assert settings[0] == "2023" and settings[1].startswith(chosen)
        scopes = tab.locator("[data-test=dashboard-component-chart-holder]", has_text="哪些单位造成超岗").locator("tbody tr")
        assert scopes.count() > 0 and all(chosen in row for row in scopes.all_inner_texts())
        assert IN_A_NAME in scopes.first.inner_text()
        assert scopes.first.locator("b").count() == 0
