"""Great Expectations suites kept as plain JSON, run on the real tables.

A suite names its table and may add computed columns (SQL expressions over that table), so that sums which must
agree are expectations like any other; or it names a query (a file beside it) over the marts. A table that grows with the
applications has a query that counts in it, and `unit` says what one of its rows is. Each expectation's meta says its id,
kind (阻断, 标记), reason and date. A mark that fails also gives a gate for each body and year it is about.
"""

import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import duckdb

from dagster_project.home import REPO
from dagster_project.quality.gates import BLOCK, FAILED, NOTICED, Gate, result_of
from dagster_project.quality.tables import mart_tables
from dagster_project.spared import spared

FOLDER = REPO / "expectations"
LAST_FIGURE = "last_figure (review_year integer, bureau_code varchar, rows_in bigint)"
BODY_YEAR = ["review_year", "bureau_code"]


def load_suites(folder: Path = FOLDER) -> list[dict]:
    """All suites of a folder as {name, meta, expectations}, in order of file name."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]


def run_suites(connection: duckdb.DuckDBPyConnection, suites: list[dict] | None = None) -> list[Gate]:
    """Suites (all by default) on their tables in the warehouse: one gate an expectation, an absent table fails all."""
    present = mart_tables(connection)
    connection.execute(f"create temp table if not exists {LAST_FIGURE}")
    context = _quiet_context()
    source = context.data_sources.add_pandas("warehouse")
    gates = []
    for suite in suites if suites is not None else load_suites():
        if "query" not in suite["meta"] and suite["meta"]["table"] not in present:
            gates += _broken(suite, "表不存在")
            continue
        try:
            frame = _frame(connection, suite)
        except (duckdb.BinderException, duckdb.CatalogException):
            gates += _broken(suite, "列或表不存在")
        else:
            gates += _validate(source, suite, frame)
    return gates


def _shown(suite: dict) -> str:
    """The table that a suite's gates are about."""
    return suite["meta"].get("shown_in", suite["meta"]["table"])


def last_figures(connection: duckdb.DuckDBPyConnection, mart: Path | None = None) -> None:
    """Temporary table last_figure (review_year, bureau_code, rows_in) of the file published last; empty without one."""
    connection.execute(f"create or replace temp table {LAST_FIGURE}")
    if mart and mart.exists():
        connection.execute(f"attach '{str(mart.resolve()).replace(chr(39), chr(39) * 2)}' as last_published (read_only)")
        connection.execute("""
            insert into last_figure
            select review_year, bureau_code, sum(rows_in) from last_published.mart_submission group by all
        """)
        connection.execute("detach last_published")


def _quiet_context():
    """An ephemeral context without progress bars, statistics or files."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with spared("altair", "scipy.stats"):  # its pictures and tests of distributions: a third of its import
        import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _frame(connection: duckdb.DuckDBPyConnection, suite: dict):
    """The table with the suite's computed columns, or the suite's query, as a data frame."""
    if "query" in suite["meta"]:
        return connection.execute((FOLDER / suite["meta"]["query"]).read_text("utf-8")).df()
    computed = "".join(f', {sql} as "{name}"' for name, sql in suite["meta"].get("computed", {}).items())
    return connection.execute(f'select *{computed} from marts."{suite["meta"]["table"]}" as t').df()


def _validate(source, suite: dict, frame) -> list[Gate]:
    from great_expectations import ExpectationSuite

    definition = source.add_dataframe_asset(suite["name"]).add_batch_definition_whole_dataframe("all")
    batch = definition.get_batch({"dataframe": frame})
    expectations = ExpectationSuite(name=suite["name"], expectations=suite["expectations"])
    done = batch.validate(expectations, result_format="BASIC")
    by_id = {r.expectation_config.meta["check_id"]: r for r in done.results}
    gates = [_gate(suite, e["meta"], by_id[e["meta"]["check_id"]], len(frame)) for e in suite["expectations"]]
    marked = {gate.check_id: gate for gate in gates if gate.result == NOTICED}
    if not marked or not set(BODY_YEAR) <= set(frame.columns):
        return gates
    failed = [e for e in suite["expectations"] if e["meta"]["check_id"] in marked]
    again = ExpectationSuite(name=f"{suite['name']} 标记", expectations=failed)
    done = batch.validate(again, result_format={"result_format": "COMPLETE", "unexpected_index_column_names": BODY_YEAR})
    return gates + [gate for r in done.results for gate in _by_body(marked[r.expectation_config.meta["check_id"]], r)]


def _by_body(mark: Gate, outcome) -> list[Gate]:
    """The mark once for each body and year among its rows, in order, with the number of its rows."""
    places = Counter(
        (int(row["review_year"]), row["bureau_code"])
        for row in outcome.result.get("unexpected_index_list") or []
        if row["bureau_code"] and row["review_year"] == row["review_year"]  # a year that is missing is not itself
    )
    return [
        replace(mark, review_year=year, bureau_code=body, observed=f"{count} 行不符")
        for (year, body), count in sorted(places.items())
    ]


def _gate(suite: dict, meta: dict, outcome, rows: int) -> Gate:
    """The gate of one expectation: counts and shares only, never a cell's value."""
    result = outcome.result or {}
    judged = result.get("element_count", rows) - (result.get("missing_count") or 0)
    if "unexpected_count" in result:
        unit = suite["meta"].get("unit", "行")
        observed = f"{result['unexpected_count']} {unit}不符，共 {judged} {unit}"
    elif isinstance(result.get("observed_value"), int | float):
        observed = f"{result['observed_value']:g}"
    else:
        observed = "相符" if outcome.success else "不能判断：列不存在或类型不对"
    word = result_of(outcome.success, meta["kind"], judged if rows else 0)
    return Gate(
        suite["name"], meta["check_id"], meta["kind"], word, observed, meta["threshold"], _shown(suite), reason=meta.get("reason")
    )


def _broken(suite: dict, observed: str) -> list[Gate]:
    """The gates of a suite whose table or columns are not there: nothing of it can be believed."""
    table = _shown(suite)
    return [
        Gate(suite["name"], e["meta"]["check_id"], BLOCK, FAILED, observed, e["meta"]["threshold"], table, reason=e["meta"].get("reason"))
        for e in suite["expectations"]
    ]
