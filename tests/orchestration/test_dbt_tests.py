"""The data tests are dbt's own: run by us in one connection they say of every table what `dbt test` says of it."""

import json

import duckdb
import pytest

from dagster_project import dbt_runner
from tests.conftest import copy_home

BROKEN = """
    insert into marts.mart_evidence from marts.mart_evidence limit 1;
    update marts.mart_tilt set bureau_code = null;
    delete from seeds.division where division_code = '150200';
    drop table marts.mart_policy;
"""


@pytest.fixture(scope="module")
def broken(finished_home, tmp_path_factory):
    home = copy_home(finished_home, tmp_path_factory.mktemp("tested") / "home")
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute(BROKEN)
    return home


def said(results) -> dict:
    return {r.unique_id: (r.name, r.status, r.failures) for r in results if r.unique_id.startswith("test.")}


def test_every_test_says_what_dbt_says_of_it(broken, monkeypatch):
    monkeypatch.setenv("ZHICHENG_HOME", str(broken.path))
    folder = dbt_runner.manifest_folder()
    ours = said(dbt_runner.test(broken, folder))
    command = ["test", "--no-write-json", "--exclude-resource-type", "unit_test"]
    theirs = said(dbt_runner._results(dbt_runner._invoke(dbt_runner.load_manifest(folder), command, broken.dagster / "dbt", broken.logs)))
    assert ours == theirs
    declared = json.loads((folder / "manifest.json").read_text("utf-8"))["nodes"].values()
    assert set(ours) == {node["unique_id"] for node in declared if node["resource_type"] == "test"}
    assert {status for _, status, _ in ours.values()} == {"pass", "fail", "error"}


@pytest.mark.parametrize(
    ("severity", "rows", "status"), [("error", 2, "fail"), ("warn", 2, "warn"), ("error", 1, "warn"), ("error", 0, "pass")]
)
def test_severity_and_thresholds_are_those_of_the_test(severity, rows, status):
    """An error above one row, a warning above none: what dbt's `error_if` and `warn_if` mean."""
    sql = f"select count(*), count(*) > 1, count(*) != 0 from range({rows})"
    with duckdb.connect() as connection:
        result = dbt_runner._tested(connection, "test.a", "a", severity, sql)
    assert (result.status, result.failures) == (status, rows)
