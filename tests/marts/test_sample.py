"""The demonstration's designed cases, reckoned by its own plan from the notices, against the marts."""

import json

import pytest

from dagster_project.home import Home
from dagster_project.sample import write_sample
from tests.marts import books
from tests.marts.books import rows

pytestmark = pytest.mark.slow  # builds a warehouse of its own


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Connection to the warehouse of a small demonstration, and its plan."""
    home = Home(tmp_path_factory.mktemp("sample") / "home").create()
    write_sample(home.inbox, rows=4000, workbooks=110, seed=7)
    plan = json.loads((home.inbox / ".sample.json").read_text("utf-8"))["designed"]
    with books.build(home) as connection:
        yield connection, plan


def test_over_post_agrees_with_the_plan(sample):
    connection, plan = sample
    found = {(code, name): figures for code, name, *figures in rows(connection, """
        select bureau_code, scope_name, established, over_post, allowed, state, over_post_worst from marts.mart_over_post
        where rule_id = 'R-POST-01' and review_year = 2023 and is_judged and state != '无数据'""")}  # fmt: skip
    cases = [c for c in plan["over_post"] if c["year"] == 2023 and c["state"] != "无数据"]
    assert len(cases) == len(found) > 100
    for case in cases:
        *figures, worst = found[case["bureau_code"], case["scope_name"]]
        assert figures == [case[name] for name in ("established", "over_post", "allowed", "state")], case
        # The plan counts every waiting row; the mart leaves out those that cannot be senior or are exempt for certain.
        assert case["over_post"] <= worst <= case["worst"], case


def test_quota_agrees_with_the_plan(sample):
    connection, plan = sample
    found = {code: figures for code, *figures in rows(connection, """
        select quota_scope_code, quota, applied from marts.mart_quota_usage where review_year = 2023""")}  # fmt: skip
    assert len(plan["quota"]) >= 16
    for case in plan["quota"]:
        assert found[case["quota_scope_code"]] == [case["quota"], case["applied"]], case
    assert sorted(rows(connection, """
        select applied > quota, applied = quota from marts.mart_quota_usage
        where review_year = 2023 and row_kind = 'line' and applied >= quota""")) == [(False, True), (True, False)]  # fmt: skip


def test_every_data_row_has_one_verdict(sample):
    connection, _ = sample
    assert rows(connection, """
        select count(*) from resolved.int_verdict group by submission_id, sheet, row_no having count(*) > 1""") == []  # fmt: skip
    assert rows(connection, "select sum(rows_in) = (select count(*) from resolved.int_verdict) from marts.mart_submission") == [(True,)]


def test_the_printed_rows_of_tongliao_are_in(sample):
    connection, _ = sample
    assert rows(connection, """
        select a.series_code, a.level_name, t.tilt_code, a.is_post_bound
        from core.fct_application as a inner join core.fct_application_tilt as t using (application_id)
        inner join staging.stg_roster as r using (submission_id, sheet, row_no)
        where r.person_name in ('张X', '李X', '王X') order by t.tilt_code""") == [
        ("05", "副高级", "1", False), ("05", "中级", "3", False), ("04", "正高级", "8", True)]  # fmt: skip
