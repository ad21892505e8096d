"""A dataset file, completed to what Superset imports: SQL from queries/, labels and types from the marts' contract."""

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location

import duckdb

from dagster_project.errors import UserError
from dagster_project.home import REPO
from dagster_project.labels import Meaning, mart_columns

QUERIES = REPO / "dashboards" / "queries"
FILTERED = (
    "review_year",
    "bureau_code",
    "bureau_name",
)  # every dataset carries them: a filter on a missing column is
# ignored in silence, and rows without bureau_code cannot be kept from other bodies
LINK = "_link"
OURS = ("review_year", "bureau_name", "banner_name", "measure", "level_group")  # words of our own tables: a link is
# HTML, and names of units and departments come from files
METRIC = {"metric_type": None, "currency": None, "extra": None, "warning_text": None, "description": None}
COLUMN = {
    "is_active": True,
    "advanced_data_type": None,
    "filterable": True,
    "python_date_format": None,
    "extra": None,
}


def complete(short: dict, states: list[dict], database_uuid: str) -> dict:
    """The import form of one dataset.

    short: {uuid, table_name, description, marts, columns, metrics, states}; a column is a name of one of `marts`,
    or {column_name, verbose_name, type}. Each column in `states` gets two calculated ones beside it: <name>_text
    (symbol and word) and <name>_order (worst first). Each entry of `links` gets one named <name>_link, see _link_column.
    """
    name = short["table_name"]
    columns = [complete_column(c, short) | {"description": None} for c in FILTERED]  # the contract's names bodies
    columns += [complete_column(c, short) for c in short.get("columns", [])]
    for column in short.get("states", []):
        columns += _state_columns(column, states, short)
    columns += [_link_column(link, short) for link in short.get("links", [])]
    return {
        "table_name": name, "uuid": short["uuid"], "description": short["description"], "version": "1.0.0",
        "database_uuid": database_uuid, "schema": "main", "sql": query(name),
        "columns": columns, "metrics": [_metric(m) for m in short.get("metrics", [])],
        "main_dttm_col": None, "default_endpoint": None, "offset": 0, "cache_timeout": None, "catalog": None,
        "params": None, "template_params": None, "filter_select_enabled": True, "fetch_values_predicate": None,
        "extra": None, "normalize_columns": False, "always_filter_main_dttm": False,
    }  # fmt: skip


def query(name: str) -> str:
    """The text of queries/<name>.sql. UserError when Superset would answer each request for it with an error."""
    sql = (QUERIES / f"{name}.sql").read_text("utf-8")
    if found := _guard().forbidden(sql):
        word, line = found
        raise UserError(f"看板查询 queries/{name}.sql 第 {line} 行有看板服务不执行的词 {word}（注释与引号中的文字不算）。请换一种写法。")
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise UserError(f"看板查询 queries/{name}.sql 不是完整的语句，请核对引号与括号：{error}") from None
    if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
        raise UserError(f"看板查询 queries/{name}.sql 须是一条查询语句，不多也不少。")
    return sql


@cache
def _guard():
    """The words that Superset's process refuses, from its own file: that folder belongs to the other environment."""
    spec = spec_from_file_location("statement", REPO / "dashboards" / "server" / "statement.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_described(column: str, marts: list[str]) -> bool:
    """True when a contract of these marts has the column."""
    return any(column in mart_columns().get(mart, {}) for mart in marts)


def complete_column(given: str | dict, short: dict) -> dict:
    """The import form of one column: by its name, as the contract has it, or with a label and type of its own."""
    if isinstance(given, str):
        meaning = _meaning(given, short["marts"])
        given = {"column_name": given, "verbose_name": meaning.label, "type": meaning.data_type.upper(),
                 "description": meaning.text}  # fmt: skip
    kind = given["type"]
    rest = {
        "is_dttm": kind == "TIMESTAMP",
        "groupby": kind == "VARCHAR" and not given["column_name"].endswith(("_code", LINK)),  # what drill-by offers
        "expression": None,
        "description": None,
    }
    return COLUMN | rest | given


def _meaning(column: str, marts: list[str]) -> Meaning:
    contract = mart_columns()
    for mart in marts:
        if column in contract.get(mart, {}):
            return contract[mart][column]
    raise UserError(
        f"看板的列 {column} 不在 {'、'.join(marts)} 中。请在数据集文件中写明 verbose_name 与 type。"
    )


def _metric(given: dict) -> dict:
    return METRIC | {"verbose_name": given["metric_name"], "d3format": None} | given


def _state_columns(column: str, states: list[dict], short: dict) -> list[dict]:
    """Calculated columns for a state: what is shown (symbol and word), and its rank."""
    label = _meaning(column, short["marts"]).label
    text = " ".join(f"when '{s['state']}' then '{s['symbol']} {s['state']}'" for s in states)
    rank = " ".join(f"when '{s['state']}' then {i}" for i, s in enumerate(states))
    shown = {"column_name": f"{column}_text", "verbose_name": label, "type": "VARCHAR"}
    order = {"column_name": f"{column}_order", "verbose_name": f"{label}排序", "type": "INTEGER"}
    return [
        complete_column(shown | {"expression": f"case {column} {text} else {column} end"}, short),
        complete_column(order | {"expression": f"case {column} {rank} else {len(states)} end"}, short),
    ]


def _link_column(link: dict, short: dict) -> dict:
    """A calculated column that leads to the page which explains a row, filtered to it (dashboards/server/drill.py).

    link: {column, page, by, when, text}: the column shown, the page's address, columns to filter it by, the condition
    without which the column's own text stands there, and a fixed text shown in the column's place (then nothing stands
    there without the condition). UserError when words of files would get into it.
    """
    column, text = link["column"], link.get("text")
    if alien := [name for name in ([] if text else [column]) + link["by"] if name not in OURS]:
        raise UserError(f"看板数据集 {short['table_name']} 的链接只能用本系统代码表中的文字，不能用 {'、'.join(alien)}。")
    asked = " || '&".join(f"{name}=' || {name}" for name in link["by"])
    anchor = f"""'<a href="/go/{link['page']}/?{asked} || '">' || {f"'{text}'" if text else column} || '</a>'"""
    other = "" if text else f" else {column}"
    shown = {"column_name": f"{column}{LINK}", "type": "VARCHAR", "verbose_name": link.get("label") or _label(column, short)}
    return complete_column(shown | {"expression": f"case when {link['when']} then {anchor}{other} end"}, short)


def _label(column: str, short: dict) -> str:
    """What the dataset itself calls a column, else what the marts' contract says."""
    given = [c for c in short.get("columns", []) if isinstance(c, dict) and c["column_name"] == column]
    return given[0]["verbose_name"] if given else _meaning(column, short["marts"]).label
