"""Two check steps over the whole warehouse: dbt's data tests; suites, personal data and row filters."""

from collections import defaultdict

import dagster as dg
import duckdb

from dagster_project import dbt_runner, quality
from dagster_project.defs.resources import HomeResource
from dagster_project.defs.warehouse import key_of, manifest
from dagster_project.home import Home
from dagster_project.publish import read_context

MARTS = {node["name"]: uid for uid, node in manifest()["nodes"].items() if node["name"].startswith("mart_")}
TESTS = {node["name"]: uid for uid, node in manifest()["nodes"].items() if node["resource_type"] == "test"}


def test_specs() -> list[dg.AssetCheckSpec]:
    """One check a dbt data test, on the table it tests."""
    specs = []
    for name, unique_id in TESTS.items():
        node = quality.dbt_tests.tested_node(manifest(), unique_id)
        if node and node["resource_type"] != "source":
            severity = manifest()["nodes"][unique_id]["config"]["severity"].lower()
            specs.append(dg.AssetCheckSpec(name, asset=key_of(node["unique_id"]), blocking=severity == "error"))
    return specs


def table_specs() -> list[dg.AssetCheckSpec]:
    """One check a suite, and for every mart its personal data and its row filter."""
    suites = [(suite["meta"]["check_name"], suite["meta"]["table"]) for suite in quality.load_suites()]
    every = [(name, table) for table in MARTS for name in ("personal", "row_filter")]
    return [
        dg.AssetCheckSpec(name, asset=key_of(MARTS[table]), blocking=True)
        for name, table in [*suites, *every]
        if table in MARTS
    ]


@dg.multi_asset_check(specs=test_specs(), name="dbt_tests")
def dbt_tests(home: HomeResource):
    with home.guarded() as here:
        results = dbt_runner.test(here, dbt_runner.load_manifest())
        with duckdb.connect(str(here.warehouse), read_only=True) as connection:
            gates = quality.dbt_gates(results, manifest(), connection)
        _keep(here, "dbt", gates)
    by_name = {gate.check_id: [gate] for gate in gates}
    for spec in test_specs():
        yield _result(spec, by_name.get(spec.name, []))


@dg.multi_asset_check(specs=table_specs(), name="table_gates")
def table_gates(home: HomeResource):
    with home.guarded() as here:
        with duckdb.connect(str(here.warehouse), read_only=True) as connection:
            gates = [*quality.row_filter_gates(connection), *quality.personal_gates(connection)]
            gates += quality.run_suites(connection)
        _keep(here, "tables", gates)
    by_spec = defaultdict(list)
    names = {suite["name"]: suite["meta"]["check_name"] for suite in quality.load_suites()}
    for gate in gates:
        by_spec[names.get(gate.suite, gate.check_id.rpartition(".")[2]), gate.table].append(gate)
    for spec in table_specs():
        yield _result(spec, by_spec[spec.name, spec.asset_key.path[-1]])


def _keep(home: Home, part: str, gates: list[quality.Gate]) -> None:
    quality.save_gates(home, read_context(home).run_id, part, gates)


def _result(spec: dg.AssetCheckSpec, gates: list[quality.Gate]) -> dg.AssetCheckResult:
    """Red and blocking when one of the gates blocks, yellow when one is marked, with the words of each."""
    blocked = any(gate.is_blocking for gate in gates)
    noted = any(gate.result == "通过（有提示）" for gate in gates)
    return dg.AssetCheckResult(
        asset_key=spec.asset_key,
        check_name=spec.name,
        passed=bool(gates) and not blocked and not noted,
        severity=dg.AssetCheckSeverity.ERROR if blocked else dg.AssetCheckSeverity.WARN,
        metadata={gate.check_id: f"{gate.kind} {gate.result}：{gate.observed}" for gate in gates},
    )


@dg.definitions
def gate_defs() -> dg.Definitions:
    return dg.Definitions(asset_checks=[dbt_tests, table_gates])
