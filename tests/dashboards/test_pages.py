"""Each of the six pages in a browser: Chinese, readable, nothing empty; its big figures and totals are the mart's."""

import re

import duckdb
import pytest

from dagster_project import dashboards
from dagster_project.labels import mart_columns
from tests.dashboards.accessible import axe
from tests.dashboards.browser import NEWEST, first_page, open_browser, open_page
from tests.dashboards.reader import big_figures, page_files, passwords, total_row

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LATIN_ALLOWED = {"xlsx"}
NO_LIMIT = 2024  # has neither quota nor limit: those figures read 没有数据
SENIOR = "from mart_over_post where measure_id = 'over_post_senior' and scope_kind <> 'unit' and review_year = ?"
FIGURES = {  # page: {title of a big figure: query for one year}
    "quota_posts": {
        "核定名额": "select sum(quota) from mart_quota_usage where row_kind = 'line' and review_year = ?",
        "名额申报": "select sum(applied) from mart_quota_usage where row_kind = 'line' and review_year = ?",
        "超岗人数": f"select sum(over_post) {SENIOR}",
        "核定高级岗位": f"select sum(established) {SENIOR}",
    },
    "tilt_policies": {
        "使用人次": "select sum(applications) from mart_tilt where tilt_code <> '未标注' and review_year = ?",
        "使用人数": "select sum(persons_first) from mart_tilt where tilt_code <> '未标注' and review_year = ?",
    },
    "pass_rates": {
        "申报人次": "select sum(applied) from mart_pass_rate where review_year = ?",
        "参评人次": "select sum(reviewed) from mart_pass_rate where review_year = ?",
        "待评人次": "select sum(not_final) from mart_pass_rate where review_year = ?",
    },
    "reporting_quality": {
        "报送行数": "select sum(rows_in) from mart_submission where bureau_code is not null and review_year = ?",
        "未报文件": "select count(*) from mart_submission where submission_id is null and review_year = ?",
    },
    "ledger": {
        "超限": "select count(*) from mart_compliance where state = '超限' and review_year = ?",
        "合规": "select count(*) from mart_compliance where state = '合规' and review_year = ?",
    },
}
TOTALS = {  # page: (table, {column title: query for one year})
    "pass_rates": (
        "通过率（按报送单位）",
        {
            "参评人次": "select sum(reviewed) from mart_pass_rate where review_year = ?",
            "通过人次": "select sum(passed) from mart_pass_rate where review_year = ?",
        },
    ),
    "tilt_policies": ("各项政策的使用与通过", {"使用人次": FIGURES["tilt_policies"]["使用人次"]}),
}


@pytest.fixture(scope="module")
def region(served):
    """The region's window, logged in."""
    with open_browser() as browser:
        login = ("region", passwords(served)["region"])
        yield first_page(browser, dashboards.address(served), login, NEWEST, (1440, 5600))


@pytest.mark.parametrize("year", [2023, NO_LIMIT])
@pytest.mark.parametrize("name", list(FIGURES))
def test_the_figures_on_the_page_are_the_marts(region, served, name, year):
    open_page(region, dashboards.address(served), page_files()[name]["slug"], year)
    shown = big_figures(region)
    with duckdb.connect(str(served.mart), read_only=True) as mart:
        for title, query in FIGURES[name].items():
            value = mart.execute(query, [year]).fetchone()[0]
            assert shown[title] == ("没有数据" if value is None else f"{value:,}"), title
        if name in TOTALS:
            table, columns = TOTALS[name]
            totals = total_row(region, table)
            for title, query in columns.items():
                assert totals[title] == f"{mart.execute(query, [year]).fetchone()[0]:,}", title
    text = region.inner_text("body")
    words = set(re.findall(r"[A-Za-z_]{3,}|N/A", text))
    assert not words & {column for columns in mart_columns().values() for column in columns}
    assert words <= LATIN_ALLOWED
    assert region.locator("[data-test=chart-grid-component] .ant-empty").count() == 0
    if year == NO_LIMIT:
        assert axe(region) == []
