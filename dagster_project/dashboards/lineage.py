"""Dashboard → chart → dataset → mart column, walked against dbt's contracts: what a change to a model would break.

Nothing of Superset is needed. The marts are made empty in memory, as their contracts say; DuckDB then binds each query.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_project.dashboards import bundle, layout
from dagster_project.labels import Meaning, mart_columns

TABLE = re.compile(r"\bmain\.(mart_\w+)")
WORD = re.compile(r"[a-z_]\w*")
MISSING = re.compile(r'column "?(\w+)"?|Table with name (\w+)', re.IGNORECASE)
KINDS = {"VARCHAR": "text", "DATE": "time", "TIMESTAMP": "time", "BOOLEAN": "bool", "DOUBLE": "rate"}
NUMBER = "number"  # every other type: counts


@dataclass(frozen=True)
class Link:
    """One dashboard's one chart and what it reads: mart columns as mart.column."""

    dashboard: str
    chart: str
    dataset: str
    columns: tuple[str, ...]


def read_files() -> bundle.Bundle:
    """Every dashboard file, completed; the address of the mart does not matter here."""
    return bundle.read(Path("/nowhere"))


def links(files: bundle.Bundle) -> list[Link]:
    """Every chart on every dashboard with the mart columns its dataset names."""
    names = {dataset["uuid"]: name for name, dataset in files.datasets.items()}
    found = []
    for page, dashboard in files.dashboards.items():
        for chart in charts_on(dashboard):
            dataset = names[files.charts[chart]["dataset_uuid"]]
            found.append(Link(page, chart, dataset, mart_words(files.datasets[dataset]["sql"])))
    return found


def charts_on(dashboard: dict) -> list[str]:
    """File names of the charts of one completed dashboard."""
    cells = dashboard["position"].values()
    return [cell["id"].removeprefix("CHART-") for cell in cells if layout.is_chart(cell)]


def mart_words(sql: str) -> tuple[str, ...]:
    """mart.column for each column of a mart the query reads that its text names."""
    marts, words = sorted(set(TABLE.findall(sql))), set(WORD.findall(sql.lower()))
    contract = mart_columns()
    return tuple(f"{mart}.{column}" for mart in marts for column in contract.get(mart, {}) if column in words)


def problems(files: bundle.Bundle, contract: dict[str, dict[str, Meaning]] | None = None) -> list[str]:
    """What does not fit, one Chinese sentence each; empty when every chart would draw.

    contract: {mart: {column: Meaning}}, the models' own when not given.
    """
    with duckdb.connect() as empty:
        _make_marts(empty, mart_columns() if contract is None else contract)
        users = _users(files)
        wrong = [
            f"{sentence}（用于{users.get(name, '：没有一张图')}）"
            for name, dataset in files.datasets.items()
            for sentence in _dataset_problems(empty, name, dataset)
        ]
    return wrong + _chart_problems(files) + _filter_problems(files)


def _make_marts(connection, contract: dict) -> None:
    for mart, columns in contract.items():
        types = ", ".join(f'"{name}" {meaning.data_type or "varchar"}' for name, meaning in columns.items())
        connection.execute(f"create table main.{mart} ({types})")


def _users(files: bundle.Bundle) -> dict[str, str]:
    """{dataset: which charts of which dashboards show it}, in the words people know them by."""
    shown: dict[str, list[str]] = {}
    for link in links(files):
        title = files.dashboards[link.dashboard]["dashboard_title"]
        shown.setdefault(link.dataset, []).append(f"{title}“{files.charts[link.chart]['slice_name']}”")
    return {dataset: "、".join(sorted(set(names))) for dataset, names in shown.items()}


def _dataset_problems(connection, name: str, dataset: dict):
    """Sentences on one dataset: its query, its columns and their kinds, its metrics and calculated columns."""
    try:
        result = connection.sql(dataset["sql"])
    except duckdb.Error as error:
        yield f"数据集 {name} 的查询不能运行：{_words(error)}"
        return
    there = dict(zip(result.columns, (str(kind) for kind in result.types), strict=True))
    for column in dataset["columns"]:
        column_name = column["column_name"]
        if column["expression"]:
            continue
        if column_name not in there:
            yield f"数据集 {name} 写了列 {column_name}，查询里没有"
        elif _kind(column["type"]) != _kind(there[column_name]):
            yield f"数据集 {name} 的列 {column_name} 写为 {column['type']}，查询得到 {there[column_name]}"
    made = {c["column_name"]: c["expression"] for c in dataset["columns"] if c["expression"]}
    made |= {m["metric_name"]: m["expression"] for m in dataset["metrics"]}
    for title, expression in made.items():
        try:
            connection.sql(f"select {expression} from ({dataset['sql']})")
        except duckdb.Error as error:
            yield f"数据集 {name} 的“{title}”不能计算：{_words(error)}"


def _kind(data_type: str) -> str:
    plain = data_type.split("(")[0].upper()
    return KINDS.get(plain, NUMBER)


def _words(error: duckdb.Error) -> str:
    """What is missing, in Chinese; the database's own words where it is something else."""
    found = MISSING.search(str(error))
    return f"找不到 {found.group(1) or found.group(2)}" if found else str(error).splitlines()[0]


def _chart_problems(files: bundle.Bundle) -> list[str]:
    """Charts that ask their dataset for what it does not have."""
    by_uuid = {dataset["uuid"]: dataset for dataset in files.datasets.values()}
    wrong = []
    for name, chart in files.charts.items():
        dataset = by_uuid[chart["dataset_uuid"]]
        query = json.loads(chart["query_context"])["queries"][0]
        there = {c["column_name"] for c in dataset["columns"]} | {m["metric_name"] for m in dataset["metrics"]}
        asked = {*query["columns"], *(query["metrics"] or ()), *(f["col"] for f in query["filters"])}
        asked |= {column for column, _ in query["orderby"]}
        wrong += [
            f"图 {name}“{chart['slice_name']}”要 {what}，数据集 {dataset['table_name']} 里没有"
            for what in sorted(asked - there)
        ]
    return wrong


def _filter_problems(files: bundle.Bundle) -> list[str]:
    """Filters that would act on a chart without their column, or on none."""
    wrong = []
    for page, dashboard in files.dashboards.items():
        numbers = {c["meta"]["chartId"]: c["id"] for c in dashboard["position"].values() if layout.is_chart(c)}
        for item in dashboard["metadata"]["native_filter_configuration"]:
            column = item["targets"][0]["column"]["name"]
            names = [numbers[number].removeprefix("CHART-") for number in item["chartsInScope"]]
            without = layout.lacking(column, names, files.charts, files.datasets)
            wrong += [f"看板 {page} 的筛选“{item['name']}”管不到图 {name}" for name in sorted(without)]
            if not names:
                wrong.append(f"看板 {page} 的筛选“{item['name']}”没有一张图可管")
    return wrong

