"""The rules' unit tests, kept beside the models they hold to values worked out by hand, run against an empty home."""

import os
from datetime import datetime

import pytest

from dagster_project import dbt_runner
from dagster_project.home import Home
from dagster_project.intake import take_in

pytestmark = pytest.mark.slow
FEWEST = 15


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Outcome of every dbt unit test by name. The tables must exist: a unit test takes its columns' types from them."""
    home = Home(tmp_path_factory.mktemp("unit") / "home").create()
    os.environ["ZHICHENG_HOME"] = str(home.path)
    take_in(home, "r1", datetime(2026, 1, 2, 3, 4), "abcdef01")
    manifest = dbt_runner.load_manifest(dbt_runner.manifest_folder())
    dbt_runner.build(home, manifest)
    done = dbt_runner._invoke(
        manifest, ["test", "--select", "test_type:unit"], home.dagster / "dbt", home.logs
    )
    return {
        r.node.name: (str(r.status), r.message or "")
        for r in done.results
        if r.node.unique_id.startswith("unit_test.")
    }


def test_each_holds(results):
    assert len(results) >= FEWEST
    assert {name: message for name, (status, message) in results.items() if status != "pass"} == {}
