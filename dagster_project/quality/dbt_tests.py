"""dbt's data tests as gates: severity error blocks, warn marks."""

import duckdb

from dagster_project.dbt_runner import NodeResult
from dagster_project.quality.gates import BLOCK, MARK, Gate, result_of

SUITE = "dbt"


def tested_node(manifest: dict, unique_id: str) -> dict | None:
    """The model, seed or source a test looks at: the attached one, else the first it depends on."""
    test = manifest["nodes"][unique_id]
    for key in (test.get("attached_node"), *reversed(test["depends_on"]["nodes"])):
        node = manifest["nodes"].get(key) or manifest["sources"].get(key)
        if node:
            return node
    return None


def tested_tables(manifest: dict) -> set[str]:
    """Names of the tables that have a data test."""
    tests = [uid for uid, node in manifest["nodes"].items() if node["resource_type"] == "test"]
    return {node["name"] for node in (tested_node(manifest, uid) for uid in tests) if node}


def dbt_gates(
    results: list[NodeResult], manifest: dict, connection: duckdb.DuckDBPyConnection
) -> list[Gate]:
    """One gate a data test, in order of name. manifest: manifest.json as read."""
    gates, filled = [], {}
    for result in sorted(results, key=lambda r: r.name):
        test = manifest["nodes"][result.unique_id]
        kind = BLOCK if test["config"]["severity"].lower() == "error" else MARK
        node = tested_node(manifest, result.unique_id)
        key = node["relation_name"] if node else ""
        if key and key not in filled:
            filled[key] = _is_filled(connection, node)
        success = result.status == "pass"
        observed = f"{result.failures} 行" if result.status != "error" else "检查未能执行"
        word = result_of(success, kind, filled.get(key, 1))
        table = node["name"] if node else ""
        gates.append(Gate(SUITE, result.name, kind, word, observed, "0 行", table))
    return gates


def _is_filled(connection: duckdb.DuckDBPyConnection, node: dict) -> int:
    """1 when the table holds a row, else 0 (also when it is not there)."""
    relation = f'"{node["schema"]}"."{node.get("alias") or node["name"]}"'
    try:
        return int(connection.execute(f"select exists (select 1 from {relation})").fetchone()[0])
    except duckdb.CatalogException:
        return 0
