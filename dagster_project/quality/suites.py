"""Great Expectations suites kept as plain JSON, run on the real tables.

A suite names its table and may add computed columns (SQL expressions over that table), so that sums which must
agree are expectations like any other. Each expectation's meta says its id, kind (阻断, 标记), reason and date.
"""

import json
import os
from pathlib import Path

import duckdb

from dagster_project.home import REPO
from dagster_project.quality.gates import BLOCK, FAILED, Gate, result_of
from dagster_project.quality.tables import mart_tables

FOLDER = REPO / "expectations"


def load_suites(folder: Path = FOLDER) -> list[dict]:
    """All suites of a folder as {name, meta, expectations}, in order of file name."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]


def run_suites(connection: duckdb.DuckDBPyConnection, suites: list[dict] | None = None) -> list[Gate]:
    """Suites (all by default) on their tables in the warehouse: one gate an expectation, an absent table fails all."""
    present = mart_tables(connection)
    context = _quiet_context()
    source = context.data_sources.add_pandas("warehouse")
    gates = []
    for suite in suites if suites is not None else load_suites():
        if suite["meta"]["table"] not in present:
            gates += _broken(suite, "表不存在")
            continue
        try:
            frame = _frame(connection, suite)
        except duckdb.BinderException:
            gates += _broken(suite, "列不存在")
        else:
            gates += _validate(source, suite, frame)
    return gates


def _quiet_context():
    """An ephemeral context without progress bars, statistics or files."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _frame(connection: duckdb.DuckDBPyConnection, suite: dict):
    """The table with the suite's computed columns, as a data frame."""
    computed = "".join(f', {sql} as "{name}"' for name, sql in suite["meta"].get("computed", {}).items())
    return connection.execute(f'select *{computed} from marts."{suite["meta"]["table"]}" as t').df()


def _validate(source, suite: dict, frame) -> list[Gate]:
    from great_expectations import ExpectationSuite

    definition = source.add_dataframe_asset(suite["name"]).add_batch_definition_whole_dataframe("all")
    batch = definition.get_batch({"dataframe": frame})
    expectations = ExpectationSuite(name=suite["name"], expectations=suite["expectations"])
    done = batch.validate(expectations, result_format="BASIC")
    by_id = {r.expectation_config.meta["check_id"]: r for r in done.results}
    return [_gate(suite, e["meta"], by_id[e["meta"]["check_id"]], len(frame)) for e in suite["expectations"]]


def _gate(suite: dict, meta: dict, outcome, rows: int) -> Gate:
    """The gate of one expectation: counts and shares only, never a cell's value."""
    result = outcome.result or {}
    judged = result.get("element_count", rows) - (result.get("missing_count") or 0)
    if "unexpected_count" in result:
        observed = f"{result['unexpected_count']} 行不符，共 {judged} 行"
    elif isinstance(result.get("observed_value"), int | float):
        observed = f"{result['observed_value']:g}"
    else:
        observed = "相符" if outcome.success else "不能判断：列不存在或类型不对"
    word = result_of(outcome.success, meta["kind"], judged if rows else 0)
    return Gate(
        suite["name"], meta["check_id"], meta["kind"], word, observed, meta["threshold"], suite["meta"]["table"]
    )


def _broken(suite: dict, observed: str) -> list[Gate]:
    """The gates of a suite whose table or columns are not there: nothing of it can be believed."""
    table = suite["meta"]["table"]
    return [
        Gate(suite["name"], e["meta"]["check_id"], BLOCK, FAILED, observed, e["meta"]["threshold"], table)
        for e in suite["expectations"]
    ]
