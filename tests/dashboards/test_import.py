"""What is imported is what the files say, once and again; and every chart has something to show."""

import csv
import io
import shutil

import pytest

from dagster_project import dashboards
from dagster_project.dashboards import bundle
from dagster_project.dashboards.client import Superset
from dagster_project.dashboards.datasets import QUERIES
from dagster_project.dashboards.export import export_dashboards
from tests.dashboards.reader import chart_query, charts_of, page_files, passwords

pytestmark = pytest.mark.slow

KINDS = ("dashboard/", "chart/", "dataset/", "security/roles/", "rowlevelsecurity/", "security/users/")
MOVING = ("changed_on", "last_login", "login_count", "thumbnail", "created_on", "fail_login")


def everything(superset: Superset) -> dict[str, list]:
    """All objects without what moves by itself: times and counts of logins."""
    found = {}
    for kind in KINDS:
        rows = [{k: v for k, v in row.items() if not k.startswith(MOVING)} for row in superset.every(kind)]
        found[kind] = sorted(rows, key=lambda row: row["id"])
    return found


def test_a_second_import_changes_nothing(served, publisher):
    before, words = everything(publisher), passwords(served)
    first = dashboards.import_dashboards(served)
    second = dashboards.provision(served)
    assert everything(publisher) == before
    assert first["removed"] == 0
    assert passwords(served) == words
    assert second == {"roles": 18, "rules": 16, "accounts": len(words)}


def test_an_object_without_a_file_is_removed(served, publisher):
    number = publisher.save("dashboard/", None, {"dashboard_title": "不再需要", "slug": "old"})
    assert dashboards.import_dashboards(served)["removed"] == 1
    assert number not in {row["id"] for row in publisher.every("dashboard/")}


def test_starting_again_keeps_the_running_service(served):
    address = dashboards.address(served)
    assert dashboards.start(served) == address


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize("account, audience", [("region", "region"), ("b150500", "body")])
def test_every_chart_of_every_page_has_rows(served, reader, publisher, account, audience, year):
    """No error, and rows wherever the mart has some: the small mart has some for each chart."""
    numbers = {row["uuid"]: row["id"] for row in publisher.every("dataset/")}
    pages = [page for page, short in page_files().items() if short["audience"] == audience]
    assert len(pages) == 6
    charts = {name: chart for page in pages for name, chart in charts_of(page, served).items()}
    empty = [
        name
        for name, chart in charts.items()
        if not reader(account).rows(numbers[chart["dataset_uuid"]], **chart_query(chart, year))
    ]
    assert empty == []


def test_an_export_right_after_an_import_changes_no_file(served, tmp_path):
    assets, queries = tmp_path / "assets", tmp_path / "queries"
    shutil.copytree(bundle.ASSETS, assets)
    shutil.copytree(QUERIES, queries)
    assert export_dashboards(served, assets, queries) == []


def test_a_download_opens_in_a_spreadsheet_program(reader, datasets):
    body = {
        "datasource": {"id": datasets["quota_usage"], "type": "table"}, "result_format": "csv", "result_type": "full",
        "queries": [{"columns": ["line_name", "quota"], "metrics": None, "filters": [], "row_limit": 100}],
    }  # fmt: skip
    answer = reader("region").ask("POST", "/api/v1/chart/data", json=body)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["名额单位", "核定名额"]
