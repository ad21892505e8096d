"""The sample through intake and dbt: the marts find what was designed, to the digit."""

import json
from datetime import datetime

import duckdb
import pytest

from dagster_project import dbt_runner
from dagster_project.home import Home
from dagster_project.intake import take_in
from dagster_project.sample import write_sample
from tests.marts.accounts import unaccounted

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("sample_home")).create()
    write_sample(home.inbox, rows=900, workbooks=40)
    take_in(home, "run-1", datetime(2024, 12, 1, 9, 0), "0" * 8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHICHENG_HOME", str(home.path))
        dbt_runner.build(home, dbt_runner.load_manifest(dbt_runner.manifest_folder()))
    return home


@pytest.fixture(scope="module")
def designed(home):
    return json.loads((home.inbox / ".sample.json").read_text("utf-8"))["designed"]


@pytest.fixture
def query(home):
    connection = duckdb.connect(str(home.warehouse), read_only=True)
    yield lambda sql: connection.sql(sql).fetchall()
    connection.close()


def test_every_scope_has_the_state_it_was_made_for(query, designed):
    found = {
        row[:3]: row[3:]
        for row in query("""
            select review_year, bureau_code, scope_name, established, over_post, state from marts.mart_over_post
            where rule_id in ('R-POST-01', 'R-POST-01-2024') and scope_kind <> 'unit'""")
    }
    meant = {
        (s["year"], s["bureau_code"], s["scope_name"]): (s["established"], s["over_post"], s["state"])
        for s in designed["over_post"]
    }
    assert {k: (found.get(k), v) for k, v in meant.items() if found.get(k) != v} == {}
    assert set(found) == set(meant)


def test_units_judged_alone_are_those_made_for_it(query, designed):
    found = query("""
        select bureau_code, scope_name, level_group, over_post from marts.mart_over_post
        where rule_id in ('R-POST-02', 'R-TEACH-06') and state = '超限' order by all""")
    assert found == sorted(
        (u["bureau_code"], u["unit_name"], u["level"], u["over_post"]) for u in designed["units"]
    )


def test_quota_lines_are_used_as_planned(query, designed):
    found = {
        code: numbers
        for code, *numbers in query("""
            select quota_scope_code, quota, applied from marts.mart_quota_usage
            where review_year = 2023 and quota_scope_code <> '合计'""")
    }
    assert found == {q["quota_scope_code"]: [q["quota"], q["applied"]] for q in designed["quota"]}
    states = dict(
        query("select quota_scope_code, applied_state from marts.mart_quota_usage where review_year = 2023")
    )
    assert (states["150300"], states["152501"]) == ("超限", "合规")


def test_every_roster_row_has_a_verdict_and_only_the_designed_ones_wait(query, designed):
    found = query("""
        select review_year, bureau_code, count(*)::integer, count(*) filter (verdict = '暂存待改')::integer
        from resolved.int_verdict where form_code in ('roster_a', 'roster_b') group by all order by all""")
    printed = {(2024, "150500"): 3}
    meant = [
        (*key, c["rows"] + printed.get(key, 0), c["waiting"])
        for c in designed["rows"]
        for key in [(c["review_year"], c["bureau_code"])]
    ]
    assert found == sorted(meant)


def test_the_rows_behind_every_figure_account_for_it(home):
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        posts, counts, compared = unaccounted(connection)
    assert (posts, counts) == ([], [])
    assert compared > 500
