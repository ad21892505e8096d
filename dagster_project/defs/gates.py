"""Two check steps over the whole warehouse: dbt's data tests; suites, personal data and row filters."""

from collections import defaultdict

import dagster as dg
import duckdb

from dagster_project import dbt_runner
from dagster_project.defs.resources import HomeResource
from dagster_project.defs.warehouse import PARSED, key_of, manifest
from dagster_project.home import Home
from dagster_project.publish import read_context
from dagster_project.quality import personal, row_filter
from dagster_project.quality.dbt_tests import dbt_gates, tested_tables
from dagster_project.quality.gates import Gate, save_gates
from dagster_project.quality.suites import last_figures, load_suites, run_suites
from dagster_project.quality.waivers import with_waivers

MODELS = {n["name"]: uid for uid, n in manifest()["nodes"].items() if n["resource_type"] == "model"}
MARTS = [name for name in MODELS if name.startswith("mart_")]
SEEDS_ARE_SEEN_IN = "mart_policy"
LEAKS = (personal.SUITE, row_filter.SUITE)


def tested_model(table: str) -> str:
    """The model on which Dagster shows the tests of a table: itself, or for a seed the mart of the rules."""
    return table if table in MODELS else SEEDS_ARE_SEEN_IN


def shown_in(suite: dict) -> str:
    """The table on which Dagster shows a suite: its own, or the one it names where it looks at a query."""
    return suite["meta"].get("shown_in", suite["meta"]["table"])


def specs(checks: set[tuple[str, str]]) -> list[dg.AssetCheckSpec]:
    """A blocking check for each (name, model); whether it blocks is decided by its gates, see _result."""
    wanted = sorted((name, model) for name, model in checks if model in MODELS)
    return [dg.AssetCheckSpec(name, asset=key_of(MODELS[model]), blocking=True) for name, model in wanted]


TEST_SPECS = specs({("dbt_tests", tested_model(table)) for table in tested_tables(manifest())})
TABLE_SPECS = specs(
    {("suite", shown_in(suite)) for suite in load_suites()} | {("leaks", mart) for mart in MARTS}
)


@dg.multi_asset_check(specs=TEST_SPECS, name="dbt_tests")
def dbt_tests(home: HomeResource):
    with home.guarded() as here:
        results = dbt_runner.test(here, PARSED)
        with duckdb.connect(str(here.warehouse), read_only=True) as connection:
            gates = dbt_gates(results, manifest(), connection)
        gates = _keep(here, "dbt", gates)
    yield from _results(TEST_SPECS, {gate: ("dbt_tests", tested_model(gate.table)) for gate in gates})


@dg.multi_asset_check(specs=TABLE_SPECS, name="table_gates")
def table_gates(home: HomeResource):
    with home.guarded() as here:
        with duckdb.connect(str(here.warehouse), read_only=True) as connection:
            gates = [*row_filter.row_filter_gates(connection), *personal.personal_gates(connection)]
            last_figures(connection, here.mart)
            gates += run_suites(connection)
        gates = _keep(here, "tables", gates)
    yield from _results(TABLE_SPECS, {g: ("leaks" if g.suite in LEAKS else "suite", g.table) for g in gates if not g.review_year})


def _results(wanted: list[dg.AssetCheckSpec], shown_in: dict[Gate, tuple[str, str]]):
    """One result a check, from its gates. shown_in: {gate: (check name, model)}."""
    by_check = defaultdict(list)
    for gate, check in shown_in.items():
        by_check[check].append(gate)
    for spec in wanted:
        yield _result(spec, by_check[spec.name, spec.asset_key.path[-1]])


def _keep(home: Home, part: str, gates: list[Gate]) -> list[Gate]:
    """The gates with what is waived on the run's day, kept for the steps after this one."""
    context = read_context(home)
    gates = with_waivers(home, gates, context.as_of.date())
    save_gates(home, context.run_id, part, gates)
    return gates


def _result(spec: dg.AssetCheckSpec, gates: list[Gate]) -> dg.AssetCheckResult:
    """Red and blocking when one of the gates blocks, yellow when one is marked, with the words of each."""
    blocked = any(gate.is_blocking for gate in gates)
    noted = any(gate.is_noted for gate in gates)
    return dg.AssetCheckResult(
        asset_key=spec.asset_key,
        check_name=spec.name,
        passed=bool(gates) and not blocked and not noted,
        severity=dg.AssetCheckSeverity.ERROR if blocked else dg.AssetCheckSeverity.WARN,
        metadata={gate.check_id: _words(gate) for gate in gates},
    )


def _words(gate: Gate) -> str:
    until = f"（已豁免至 {gate.waived_until}）" if gate.waived_until else ""
    return f"{gate.kind} {gate.result}{until}：{gate.observed}，应为 {gate.threshold}"


@dg.definitions
def gate_defs() -> dg.Definitions:
    return dg.Definitions(asset_checks=[dbt_tests, table_gates])
