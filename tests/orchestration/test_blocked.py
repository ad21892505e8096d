"""Each suite on the real tables: broken data stops publishing, the old figures stand, exit code 3, and 3 again.

The warehouse is built for real; then one table is broken before the gates look, and dbt's own tests are left out so
that the suite alone must stop it.
"""

from datetime import date, timedelta
from graphlib import TopologicalSorter

import duckdb
import pytest

from dagster_project import dbt_runner
from dagster_project.cli import main
from dagster_project.publish import read_context
from dagster_project.quality.suites import load_suites
from dagster_project.quality.tables import mart_tables
from tests.conftest import copy_home
from tests.publish.made import runs

pytestmark = pytest.mark.slow

FIGURES = {"mart_quota_usage", "mart_over_post", "mart_tilt", "mart_pass_rate", "mart_compliance", "mart_policy"}
# Each alone: a suite, a table without its row filter, personal data found.
DAMAGE = {
    "tilt.persons": "update marts.mart_tilt set persons_first = applications + 1",
    "mart_pass_rate.row_filter": "alter table marts.mart_pass_rate drop column bureau_code",
    "mart_tilt.personal": "update marts.mart_tilt set tilt_label = '150204199001011234'",
}
# One of every other suite, all at once: that each of their expectations blocks alone, tests/quality/test_suites.py shows.
REST = {
    "submission.rows_accounted": "update marts.mart_submission set accepted = accepted + 1",
    "quota.total_is_sum": "update marts.mart_quota_usage set quota = quota + 1 where row_kind = 'total'",
    "over_post.remaining": "update marts.mart_over_post set remaining = 999 where is_judged",
    "pass_rate.applied_accounted": "update marts.mart_pass_rate set applied = applied + 1",
    "compliance.clause": "update marts.mart_compliance set clause = null",
    "policy.document_no": "update marts.mart_policy set document_no = null",
    "finding.rows_agree": "update marts.mart_finding set findings = findings + 1",
    "finding_row.message": "update marts.mart_finding_row set message = null",
    "application.waiting": "update marts.mart_application set applied_waiting = -1",
    "coverage.resolved": "update marts.mart_coverage set resolved = examined + 1",
    "deadline.state": "update marts.mart_deadline set state = '未知'",
    "publicity.strict": "update marts.mart_publicity set workdays_strict = workdays + 1",
    "year_change.footnote": "update marts.mart_year_change set footnote = null",
    "evidence.grain": "insert into marts.mart_evidence from marts.mart_evidence limit 1",
    "application_total.persons": "update marts.mart_application_total set persons = 0",
    "release.review_year": "insert into marts.mart_release (review_year) values (1900)",
    "reconciliation.difference": "update marts.mart_reconciliation set difference = difference + 1",
}


def built() -> list[dbt_runner.NodeResult]:
    """What a build of every model reports, in an order that dbt could have built them in."""
    from dagster_project.defs.warehouse import manifest

    order = TopologicalSorter(manifest()["parent_map"]).static_order()
    return [dbt_runner.NodeResult(uid, uid, "success", None, 0.0, "") for uid in order if uid.startswith("model.")]


@pytest.fixture(scope="module")
def base(finished_home, tmp_path_factory):
    """A finished home whose warehouse is whole; each test breaks its own copy."""
    return copy_home(finished_home, tmp_path_factory.mktemp("blocked") / "home")


@pytest.fixture
def broken_run(base, tmp_path, monkeypatch, capsys):
    """(damage, failed dbt tests) -> (home, exit code, what was said): one run in which the build leaves the damage behind."""

    def run(damage: str, tests: tuple = ()):
        home = copy_home(base, tmp_path / "home")
        for name in ("ZHICHENG_HOME", "DAGSTER_HOME"):
            monkeypatch.setenv(name, "")

        def build(here, manifest):
            with duckdb.connect(str(here.warehouse)) as connection:
                for table in mart_tables(connection):
                    connection.execute(f"update marts.{table} set run_id = ?", [read_context(here).run_id])
                connection.execute(damage)
            return built()

        monkeypatch.setattr(dbt_runner, "build", build)
        monkeypatch.setattr(dbt_runner, "test", lambda here, folder: list(tests))
        monkeypatch.setattr(dbt_runner, "load_manifest", lambda folder: None)
        (home.inbox / "2023" / "新文件.txt").write_text("new")
        for old in home.outbox.glob("*/*/退回修改.zip"):
            old.unlink()
        code = main(["--home", str(home.path), "run"])
        return home, code, capsys.readouterr()

    return run


def test_every_suite_is_broken():
    suites = {suite["meta"]["table"]: {e["meta"]["check_id"] for e in suite["expectations"]} for suite in load_suites()}
    seen = {table for table, checks in suites.items() if checks & {*DAMAGE, *REST}}
    assert set(suites) - seen == {"body_year"}  # has marks only


@pytest.mark.parametrize("check_ids", [*((check,) for check in DAMAGE), tuple(REST)], ids=[*DAMAGE, "rest"])
def test_a_broken_table_stops_the_figures(broken_run, finished_home, check_ids, capsys):
    before = runs(finished_home)
    home, code, said = broken_run(";".join((DAMAGE | REST)[check] for check in check_ids))
    assert code == 3
    assert [check for check in check_ids if check not in said.out] == []
    assert "关口阻断" in said.out and "Traceback" not in said.out + said.err
    after = runs(home)
    assert {table: after[table] for table in FIGURES} == {table: before[table] for table in FIGURES}
    for table in ("mart_submission", "mart_gate"):
        assert after[table] and set(after[table]) != set(before[table])
    assert main(["--home", str(home.path), "run"]) == 3
    assert "没有新内容" in capsys.readouterr().out
    assert runs(home) == after


def test_leaking_status_is_not_published(broken_run, finished_home):
    home, code, _ = broken_run("update marts.mart_submission set place = '13900000000.xlsx'")
    assert code == 3
    assert runs(home)["mart_submission"] == runs(finished_home)["mart_submission"]


def test_a_mart_without_a_table_stops_too(broken_run):
    home, code, said = broken_run("drop table marts.mart_policy")
    assert code == 3 and "表不存在" in said.out
    assert runs(home)["mart_policy"]


def test_a_failing_dbt_test_stops_the_figures(broken_run, finished_home):
    from dagster_project.defs.warehouse import manifest

    tests = {n["name"]: uid for uid, n in manifest()["nodes"].items() if n["resource_type"] == "test"}
    name = next(name for name in sorted(tests) if name.startswith("mart_"))
    failed = dbt_runner.NodeResult(tests[name], name, "fail", 2, 0.0, "")
    home, code, said = broken_run("select 1", (failed,))
    assert code == 3 and name in said.out and "2 行" in said.out
    zips = [{path.relative_to(one.outbox) for path in one.outbox.glob("*/*/退回修改.zip")} for one in (home, finished_home)]
    assert zips[0] == zips[1] != set()  # what bodies must mend goes out all the same
    assert runs(home)["mart_tilt"] == runs(finished_home)["mart_tilt"]


def test_a_waived_gate_lets_publishing_go_on_and_shows_until_when(broken_run, base, finished_home, capsys):
    until = (date.today() + timedelta(days=2)).isoformat()
    waive = ["gates", "waive", "tilt.persons", "--reason", "复核过，按原数发布", "--until", until]
    assert main(["--home", str(base.path), *waive]) == 0
    assert "豁免" in capsys.readouterr().out
    home, code, said = broken_run(DAMAGE["tilt.persons"])
    assert code == 0 and until in said.out
    assert set(runs(home)["mart_tilt"]) == set(runs(home)["mart_gate"]) != set(runs(finished_home)["mart_gate"])
    with duckdb.connect(str(home.mart), read_only=True) as connection:
        shown = connection.execute("select result, waived_until from mart_gate where check_id = 'tilt.persons'").fetchall()
    assert shown == [("不通过", date.fromisoformat(until))]
