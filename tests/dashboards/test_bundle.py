"""The dashboard files fit each other and the mart, before any Superset sees them."""

import json
import re

import duckdb
import pytest
import yaml

from dagster_project.dashboards import bundle, datasets
from dagster_project.dashboards.datasets import FILTERED, QUERIES
from dagster_project.errors import UserError
from tests.dashboards.made_mart import seed

DATASETS = sorted(path.stem for path in (bundle.ASSETS / "datasets").glob("*.yaml"))
STATES = {"合规", "预警", "超限", "待核", "无数据", "不适用", "仅展示"}


@pytest.fixture(scope="module")
def files(mart_home):
    return bundle.read(mart_home.mart)


@pytest.fixture(scope="module")
def mart(mart_home):
    with duckdb.connect(str(mart_home.mart), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("name", DATASETS)
def test_the_query_gives_exactly_the_columns_of_the_file(files, mart, name):
    dataset = files.datasets[name]
    columns = mart.sql(dataset["sql"]).columns
    assert sorted(columns) == sorted(c["column_name"] for c in dataset["columns"] if not c["expression"])
    assert set(FILTERED) <= set(columns)


@pytest.mark.parametrize("name", DATASETS)
def test_every_metric_and_calculated_column_runs(files, mart, name):
    dataset = files.datasets[name]
    made = [c["expression"] for c in dataset["columns"] if c["expression"]]
    for expression in made + [m["expression"] for m in dataset["metrics"]]:
        mart.sql(f"select {expression} from ({dataset['sql']})").fetchall()


@pytest.mark.parametrize("name", DATASETS)
def test_the_query_reads_named_marts_only(name):
    sql = (QUERIES / f"{name}.sql").read_text("utf-8")
    tables = set(re.findall(r"(?:from|join)\s+([a-z_.]+)", sql))
    inner = set(re.findall(r"(\w+) as \(", sql))
    assert all(table.startswith("main.mart_") for table in tables - inner), tables
    assert "pivot" not in sql.lower()


def test_no_column_reaches_a_reader_under_its_raw_name(files):
    for dataset in files.datasets.values():
        for item in dataset["columns"] + dataset["metrics"]:
            assert not re.search("[A-Za-z]", item["verbose_name"]), item


def test_charts_use_what_their_dataset_has(files):
    for name, chart in files.charts.items():
        short = yaml.safe_load((bundle.ASSETS / "charts" / f"{name}.yaml").read_text("utf-8"))
        dataset = files.datasets[short["dataset"]]
        query = json.loads(chart["query_context"])["queries"][0]
        columns = {c["column_name"] for c in dataset["columns"]}
        metrics = {m["metric_name"] for m in dataset["metrics"]}
        used = set(query["columns"]) | {f["col"] for f in query["filters"]}
        assert used <= columns, name
        assert set(query["metrics"] or ()) <= metrics, name
        assert {column for column, _ in query["orderby"]} <= columns | metrics, name


def test_every_chart_is_on_a_page_and_no_identifier_is_used_twice(files):
    pages = json.dumps([page["position"] for page in files.dashboards.values()])
    assert not [name for name in files.charts if f'"CHART-{name}"' not in pages]
    everything = [*files.datasets.values(), *files.charts.values(), *files.dashboards.values()]
    assert len({item["uuid"] for item in everything}) == len(everything)


def test_states_are_shown_by_word_and_symbol(files):
    states = bundle.load(bundle.ASSETS / "states.yaml")
    assert {state["state"] for state in states} == STATES
    assert len({state["symbol"] for state in states}) == len(STATES)
    table = files.charts["table_over_post"]["params"]["conditional_formatting"]
    assert {rule["targetValue"] for rule in table} == {state["symbol"] for state in states}


def test_the_year_is_chosen_before_any_chart_asks(files):
    for page in files.dashboards.values():
        year = page["metadata"]["native_filter_configuration"][0]
        control = year["controlValues"]
        assert year["requiredFirst"] and control["defaultToFirstItem"] and not control["sortAscending"]
        assert not any(
            f["controlValues"]["creatable"] for f in page["metadata"]["native_filter_configuration"]
        )


def test_the_same_files_give_the_same_archive(mart_home):
    assert bundle.archive(bundle.read(mart_home.mart)) == bundle.archive(bundle.read(mart_home.mart))


def test_no_body_is_named_in_what_readers_of_every_body_get(files):
    """Queries, descriptions and texts are the same for all; they tell nobody of another body."""
    bodies = [row[key] for row in seed("reporting_body") for key in ("bureau_name", "bureau_code")]
    for kind in ("datasets", "charts", "dashboards"):
        for name, item in getattr(files, kind).items():
            said = json.dumps(item, ensure_ascii=False)
            assert not [body for body in bodies if body in said], (kind, name)


@pytest.mark.parametrize(
    "sql, said",
    [
        ("-- it's\nselect 1\nfrom (summarize main.mart_tilt)", "第 3 行有看板服务不执行的词 summarize"),
        ("select 'a", "不是完整的语句"),
        ("select 1; select 2", "须是一条查询语句"),
        ("drop table main.mart_tilt", "须是一条查询语句"),
    ],
)
def test_a_query_that_the_service_would_refuse_is_not_imported(monkeypatch, tmp_path, sql, said):
    (tmp_path / "wrong.sql").write_text(sql, "utf-8")
    monkeypatch.setattr(datasets, "QUERIES", tmp_path)
    with pytest.raises(UserError, match=said):
        datasets.query("wrong")


@pytest.mark.parametrize("sql", ["-- it's what they show\nselect right('load', 2)", "select 1 /* don't copy */", "select '--', 'it''s'"])
def test_comments_and_texts_may_say_anything(monkeypatch, tmp_path, sql):
    (tmp_path / "right.sql").write_text(sql, "utf-8")
    monkeypatch.setattr(datasets, "QUERIES", tmp_path)
    assert datasets.query("right") == sql


def test_a_link_is_made_of_our_own_words_only():
    short = {"table_name": "x", "marts": ["mart_over_post"]}
    link = {"column": "scope_name", "page": "ledger", "by": ["review_year"], "when": "true"}
    with pytest.raises(UserError, match="scope_name"):
        datasets._link_column(link, short)


def test_every_link_leads_to_a_page_of_both_layouts_that_has_its_filters(files):
    pages = {page["slug"]: {f["targets"][0]["column"]["name"] for f in page["metadata"]["native_filter_configuration"]}
             for page in files.dashboards.values()}  # fmt: skip
    for path in (bundle.ASSETS / "datasets").glob("*.yaml"):
        for link in bundle.load(path).get("links", []):
            assert set(link["by"]) <= pages[link["page"]], path.name
            assert set(link["by"]) - {"bureau_name"} <= pages[f"{link['page']}-body"], path.name
