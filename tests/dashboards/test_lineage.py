"""A model that changes under a chart is noticed without Superset, and named with the charts it breaks."""

import copy
import dataclasses

import pytest

from dagster_project.cli import main
from dagster_project.dashboards import exposures, lineage
from dagster_project.labels import Meaning, mart_columns


@pytest.fixture(scope="module")
def files():
    return lineage.read_files()


@pytest.fixture
def contract():
    return copy.deepcopy(mart_columns())


def test_every_chart_fits_the_marts(files):
    assert lineage.problems(files) == []


def test_a_column_that_a_model_drops_names_the_charts_it_breaks(files, contract):
    del contract["mart_over_post"]["over_post_worst"]
    found = lineage.problems(files, contract)
    assert any("over_post_worst" in item and "岗位：核定、空缺、超岗、允许与剩余" in item for item in found)
    assert not any("数据集 tilt " in item for item in found)


def test_a_column_that_changes_its_kind_is_noticed(files, contract):
    contract["mart_tilt"]["tilt_short"] = Meaning("倾斜政策简称", "", "integer")
    assert any("tilt_short" in item and "INTEGER" in item for item in lineage.problems(files, contract))


def test_a_mart_that_goes_is_noticed(files, contract):
    del contract["mart_publicity"]
    assert any("mart_publicity" in item and "公示：几个工作日" in item for item in lineage.problems(files, contract))


def test_a_chart_that_asks_for_what_its_dataset_lacks_is_noticed(files):
    table = files.datasets["finding"]
    lesser = table | {"metrics": [m for m in table["metrics"] if m["metric_name"] != "问题数"]}
    broken = dataclasses.replace(files, datasets=files.datasets | {"finding": lesser})
    assert any("table_finding" in item and "问题数" in item for item in lineage.problems(broken))


def test_a_filter_claims_only_charts_that_have_its_column(files):
    page = copy.deepcopy(files.dashboards["pass_rates"])
    for item in page["metadata"]["native_filter_configuration"]:
        item["chartsInScope"] = [c["meta"]["chartId"] for c in page["position"].values() if isinstance(c, dict) and c["type"] == "CHART"]  # fmt: skip
    broken = dataclasses.replace(files, dashboards=files.dashboards | {"pass_rates": page})
    assert any("筛选“系列”管不到图 head" in item for item in lineage.problems(broken))


def test_each_chart_is_followed_to_the_columns_it_shows(files):
    (link,) = [item for item in lineage.links(files) if item.chart == "table_units" and item.dashboard == "quota_posts"]
    assert {"mart_over_post.over_post", "mart_over_post.parent_scope_code"} <= set(link.columns)


def test_dbt_knows_the_six_dashboards(files):
    text = exposures.text(files)
    assert text == exposures.FILE.read_text("utf-8")
    assert text.count("type: dashboard") == 6
    assert "source('published', 'mart_gate')" in text


def test_the_command_needs_no_home_and_says_what_it_looked_at(capsys):
    assert main(["dashboards", "check"]) == 0
    assert "问题 0 个" in capsys.readouterr().out
