"""A chart file, completed to what Superset imports: common settings, state colours, number formats, its query."""

import json

NUMBER_FORMATS = {"INTEGER": ",d", "BIGINT": ",d", "DOUBLE": ".1%"}  # every DOUBLE shown is a rate
QUERY = {
    "filters": [], "extras": {"having": "", "where": ""}, "applied_time_extras": {}, "columns": [], "metrics": [],
    "orderby": [], "annotation_layers": [], "row_limit": 10000, "series_limit": 0, "order_desc": True,
    "url_params": {}, "custom_params": {}, "custom_form_data": {},
}  # fmt: skip


def complete(short: dict, dataset: dict, states: list[dict], defaults: dict[str, dict]) -> dict:
    """The import form of one chart.

    short: {uuid, slice_name, dataset, viz_type, params, description}; dataset: its completed form;
    defaults: {viz_type: params that every chart of that kind has}.
    """
    viz = short["viz_type"]
    params = (
        {"datasource": "0__table", "viz_type": viz, "adhoc_filters": []}
        | defaults.get(viz, {})
        | short["params"]
    )
    if viz == "table":
        params = table_looks(params, states) | params
        params["column_config"] = column_formats(params, dataset)
    return {
        "slice_name": short["slice_name"], "description": short.get("description"), "viz_type": viz, "params": params,
        "query_context": json.dumps(_context(params), ensure_ascii=False), "uuid": short["uuid"], "version": "1.0.0",
        "dataset_uuid": dataset["uuid"], "cache_timeout": None, "certified_by": None, "certification_details": None,
    }  # fmt: skip


def shown_columns(params: dict) -> list[str]:
    """The columns of a table that are no metrics."""
    return params["all_columns"] if params["query_mode"] == "raw" else params["groupby"]


def table_looks(params: dict, states: list[dict]) -> dict:
    """State colours of a table's columns of symbol and word."""
    colours = [
        {"column": c, "operator": "containing", "targetValue": s["symbol"], "colorScheme": s["colour"],
         "useGradient": False}
        for c in shown_columns(params) if c.endswith("_text") for s in states
    ]  # fmt: skip
    return {"conditional_formatting": colours}


def column_formats(params: dict, dataset: dict) -> dict[str, dict]:
    """Number formats by a column's type and of metrics (drilling by them asks again), under what the chart's own file says."""
    types = {c["column_name"]: c["type"] for c in dataset["columns"]}
    shown = shown_columns(params)
    formats = {c: {"d3NumberFormat": NUMBER_FORMATS[types[c]]} for c in shown if types.get(c) in NUMBER_FORMATS}
    metrics = {m["metric_name"]: m["d3format"] for m in dataset["metrics"] if m["d3format"]}
    formats |= {m: {"d3NumberFormat": metrics[m]} for m in params.get("metrics") or () if m in metrics}
    for column, config in params.get("column_config", {}).items():
        formats[column] = formats.get(column, {}) | config
    return formats


def _context(params: dict) -> dict:
    """The request that exports and tests send: what the browser would make of the same settings."""
    return {
        "datasource": {"id": 0, "type": "table"}, "force": False, "queries": [QUERY | _query(params)],
        "form_data": params, "result_format": "json", "result_type": "full",
    }  # fmt: skip


def _query(params: dict) -> dict:
    filters = [
        {"col": f["subject"], "op": f["operator"], "val": f["comparator"]} for f in params["adhoc_filters"]
    ]
    limit = {"row_limit": params.get("row_limit", 10000), "filters": filters}
    if params.get("query_mode") == "raw":
        order = [json.loads(item) for item in params.get("order_by_cols", [])]
        return limit | {"columns": params["all_columns"], "metrics": None, "orderby": order}
    metrics = params.get("metrics") or [params["metric"]]
    axis = [params[key] for key in ("x_axis", "entity") if params.get(key)]
    group = params.get("groupby") or []
    group = group if isinstance(group, list) else [group]
    order = [[metrics[0], False]] if axis or group else []
    series = {"series_columns": group} if axis and params["viz_type"].startswith("echarts") else {}
    return limit | {"columns": axis + group, "metrics": metrics, "orderby": order} | series
