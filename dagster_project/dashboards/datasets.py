"""A dataset file, completed to what Superset imports: SQL from queries/, labels and types from the marts' contract."""

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
    (symbol and word) and <name>_order (worst first).
    """
    name = short["table_name"]
    columns = [complete_column(c, short) for c in (*FILTERED, *short.get("columns", []))]
    for column in short.get("states", []):
        columns += _state_columns(column, states, short)
    return {
        "table_name": name, "uuid": short["uuid"], "description": short["description"], "version": "1.0.0",
        "database_uuid": database_uuid, "schema": "main", "sql": (QUERIES / f"{name}.sql").read_text("utf-8"),
        "columns": columns, "metrics": [_metric(m) for m in short.get("metrics", [])],
        "main_dttm_col": None, "default_endpoint": None, "offset": 0, "cache_timeout": None, "catalog": None,
        "params": None, "template_params": None, "filter_select_enabled": True, "fetch_values_predicate": None,
        "extra": None, "normalize_columns": False, "always_filter_main_dttm": False,
    }  # fmt: skip


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
        "groupby": kind == "VARCHAR" and not given["column_name"].endswith("_code"),  # what drill-by offers
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
