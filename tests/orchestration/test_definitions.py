"""What Dagster sees: the jobs, the assets beside dbt's, and that publishing waits for every blocking check."""

import json

import pytest

from dagster_project import dbt_runner


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The resolved asset graph, and the jobs by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHICHENG_HOME", str(tmp_path_factory.mktemp("home")))
        from dagster_project.definitions import defs

        repository = defs().get_repository_def()
        yield repository.asset_graph, {job.name: job for job in repository.get_all_jobs()}


def models() -> dict[str, dict]:
    """Models that become tables or views; ephemeral ones are part of those that read them."""
    manifest = json.loads((dbt_runner.manifest_folder() / "manifest.json").read_text("utf-8"))
    return {n["name"]: n for n in manifest["nodes"].values() if n["resource_type"] == "model" and n["config"]["materialized"] != "ephemeral"}


def test_assets_and_jobs(graph):
    assets, jobs = graph
    ours = {key.path[-1] for key in assets.materializable_asset_keys}
    assert ours == {"handed_in", "raw", "published", "published_status", "brief", "year_reports", *models()}
    assert {"daily", "status", "year_end"} <= set(jobs)
    assert set(jobs["year_end"].graph.node_dict) == {"year_reports"}


def test_daily_leaves_the_blocked_publish_out(graph):
    _, jobs = graph
    assert {"raw", "dbt_build", "dbt_tests", "table_gates", "published", "brief"} == set(jobs["daily"].graph.node_dict)
    assert set(jobs["status"].graph.node_dict) == {"published_status"}


def test_every_asset_says_what_it_is(graph):
    """The asset graph reads as the flow: a group, a kind and a Chinese description for each."""
    assets, _ = graph
    groups = {assets.get(key).group_name for key in assets.materializable_asset_keys}
    assert groups == {"intake", "staging", "resolved", "core", "rules", "marts", "publish"}
    for key in assets.materializable_asset_keys:
        node = assets.get(key)
        assert node.kinds, key
        assert any("\u4e00" <= char <= "\u9fff" for char in (node.description or "").split("Raw SQL")[0]), key


def test_the_year_s_reports_have_a_schedule_that_somebody_must_turn_on():
    from datetime import datetime
    from zoneinfo import ZoneInfo

    import dagster as dg

    from dagster_project.defs.year_reports import december

    told = (december.cron_schedule, december.execution_timezone, december.default_status)
    assert told == ("0 6 1 12 *", "Asia/Shanghai", dg.DefaultScheduleStatus.STOPPED)
    tick = datetime(2026, 12, 1, 6, tzinfo=ZoneInfo("Asia/Shanghai"))
    with dg.build_schedule_context(scheduled_execution_time=tick) as context:
        [request] = december.evaluate_tick(context).run_requests
    assert request.run_config["ops"] == {"year_reports": {"config": {"year": 2026}}}


def test_publishing_waits_for_every_checked_asset(graph):
    assets, _ = graph
    [published] = [key for key in assets.materializable_asset_keys if key.path == ["published"]]
    checked = {key.asset_key for key in assets.asset_check_keys}
    assert checked and checked <= assets.get(published).parent_keys
    assert all(assets.get(key).blocking for key in assets.asset_check_keys)


def test_every_mart_is_checked_for_leaks_and_by_a_suite(graph):
    assets, _ = graph
    found = {(key.asset_key.path[-1], key.name) for key in assets.asset_check_keys}
    for mart in (name for name in models() if name.startswith("mart_")):
        assert (mart, "leaks") in found
        assert (mart, "suite") in found


def test_raw_comes_before_staging(graph):
    assets, _ = graph
    [raw] = [key for key in assets.materializable_asset_keys if key.path == ["raw"]]
    children = {key.path[-1] for key in assets.get(raw).child_keys}
    assert "stg_roster" in children or any(name.startswith("stg_") for name in children)


def test_loading_says_nothing(tmp_path):
    """The command loads all this: a library's warning would stand between its Chinese sentences."""
    import os
    import subprocess
    import sys

    line = [sys.executable, "-c", "import dagster_project.definitions as d; d.defs()"]
    env = {**os.environ, "ZHICHENG_HOME": str(tmp_path)}
    done = subprocess.run(line, env=env, capture_output=True, text=True, check=True)
    assert done.stdout + done.stderr == ""


@pytest.mark.parametrize(("result", "kind", "until", "passed", "severity", "word"), [
    ("通过", "阻断", None, True, "WARN", "阻断 通过：0 行不符，共 9 行，应为 不重复"),
    ("不通过", "阻断", None, False, "ERROR", "阻断 不通过：0 行不符，共 9 行，应为 不重复"),
    ("不通过", "阻断", "2024-07-01", False, "WARN", "阻断 不通过（已豁免至 2024-07-01）：0 行不符，共 9 行，应为 不重复"),
    ("通过（有提示）", "标记", None, False, "WARN", "标记 通过（有提示）：0 行不符，共 9 行，应为 不重复"),
])  # fmt: skip
def test_dagster_shows_each_gate_with_its_numbers_and_is_stopped_by_blocking_ones_only(graph, result, kind, until, passed, severity, word):
    from dagster_project.defs.gates import TABLE_SPECS, _result
    from dagster_project.quality.gates import Gate

    good = Gate("倾斜政策", "tilt.label", "阻断", "通过", "0 行不符，共 9 行", "不为空", "mart_tilt")
    told = Gate("倾斜政策", "tilt.grain", kind, result, "0 行不符，共 9 行", "不重复", "mart_tilt", waived_until=until)
    shown = _result(TABLE_SPECS[0], [good, told])
    assert (shown.passed, shown.severity.name) == (passed, severity)
    assert {name: value.value for name, value in shown.metadata.items()}["tilt.grain"] == word
