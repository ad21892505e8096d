"""From files to what Superset imports and back: nothing is lost, and a change made in the browser is written once."""

import copy

import pytest

from dagster_project.dashboards import bundle, export, normal
from dagster_project.dashboards.datasets import QUERIES

FOLDERS = ("datasets", "charts", "dashboards")
PATHS = sorted(path for folder in FOLDERS for path in (bundle.ASSETS / folder).glob("*.yaml"))


@pytest.fixture
def home_of_files(tmp_path):
    """A copy of all files: (assets, queries)."""
    assets, queries = tmp_path / "assets", tmp_path / "queries"
    for source, target in ((bundle.ASSETS, assets), (QUERIES, queries)):
        for path in source.rglob("*.*"):
            copied = target / path.relative_to(source)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_text(path.read_text("utf-8"), "utf-8")
    return assets, queries


@pytest.fixture
def exported(mart_home):
    """All objects as an unchanged Superset would export them."""
    files = bundle.read(mart_home.mart)
    return {kind: copy.deepcopy(list(getattr(files, kind).values())) for kind in FOLDERS}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_file_is_in_normal_form(path):
    assert normal.dump(bundle.load(path)) == path.read_text("utf-8")


def test_what_was_not_changed_is_not_written(exported, home_of_files):
    assert export.write(exported, *home_of_files) == []


def find(items: list[dict], key: str, value: str) -> dict:
    return next(item for item in items if item[key] == value)


def test_a_chart_changed_in_the_browser_is_written_without_local_numbers(exported, home_of_files):
    chart = find(exported["charts"], "slice_name", "申报人次")
    name = next(n for n, c in bundle.read("x").charts.items() if c["uuid"] == chart["uuid"])
    chart["params"] |= {"subtitle": "改过的说明", "slice_id": 41, "datasource": "17__table", "dashboards": [3]}
    (path,) = export.write(exported, *home_of_files)
    assert path.stem == name
    before, after = bundle.load(bundle.ASSETS / "charts" / path.name), bundle.load(path)
    assert after == before | {"params": before["params"] | {"subtitle": "改过的说明"}}
    assert export.write(exported, *home_of_files) == []


def test_a_row_moved_and_a_text_changed_keep_the_rest(exported, home_of_files):
    page = find(exported["dashboards"], "slug", "ledger")
    children = page["position"]["GRID_ID"]["children"]
    children[-1], children[-2] = children[-2], children[-1]
    (path,) = export.write(exported, *home_of_files)
    before, after = bundle.load(bundle.ASSETS / "dashboards" / "ledger.yaml"), bundle.load(path)
    assert after["rows"][-2:] == before["rows"][:-3:-1]
    assert {k: v for k, v in after.items() if k != "rows"} == {k: v for k, v in before.items() if k != "rows"}


def test_a_page_given_tabs_keeps_its_tree_and_comes_back(exported, home_of_files):
    page = find(exported["dashboards"], "slug", "ledger")
    tree = page["position"]
    row = tree["GRID_ID"]["children"].pop()
    tree["TABS-1"] = {"type": "TABS", "id": "TABS-1", "children": ["TAB-1"], "parents": ["ROOT_ID", "GRID_ID"]}
    tree["TAB-1"] = {"type": "TAB", "id": "TAB-1", "children": [row], "parents": ["ROOT_ID", "GRID_ID", "TABS-1"], "meta": {"text": "说明"}}  # fmt: skip
    tree["GRID_ID"]["children"].append("TABS-1")
    assets, queries = home_of_files
    (path,) = export.write(exported, assets, queries)
    assert "chartId" not in path.read_text("utf-8")
    again = bundle.read("x", assets).dashboards["ledger"]["position"]
    assert again["TABS-1"] == tree["TABS-1"]
    assert {c["meta"]["uuid"] for c in again.values() if isinstance(c, dict) and c["type"] == "CHART"} == {
        c["meta"]["uuid"] for c in tree.values() if isinstance(c, dict) and c["type"] == "CHART"
    }


def test_a_metric_and_a_query_changed_are_written(exported, home_of_files):
    table = find(exported["datasets"], "table_name", "finding")
    table["metrics"][0]["expression"] = "sum(findings) + 0"
    table["sql"] = table["sql"].replace("is not null", "is not null and true")
    assets, queries = home_of_files
    written = export.write(exported, assets, queries)
    assert {path.name for path in written} == {"finding.sql", "finding.yaml"}
    assert bundle.load(assets / "datasets" / "finding.yaml")["metrics"][0]["expression"] == "sum(findings) + 0"
    assert "and true" in (queries / "finding.sql").read_text("utf-8")


def test_what_is_new_gets_a_file_of_its_own(exported, home_of_files):
    chart = copy.deepcopy(find(exported["charts"], "slice_name", "申报人次"))
    chart |= {"uuid": "0b8f7f0e-0000-4000-8000-000000000001", "slice_name": "新的图"}
    exported["charts"].append(chart)
    (path,) = export.write(exported, *home_of_files)
    assert path.name == "new_0b8f7f0e.yaml"
    assert bundle.load(path)["slice_name"] == "新的图"
