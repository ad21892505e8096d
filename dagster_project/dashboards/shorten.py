"""The way back: from what Superset holds to the short files of dashboards/assets. Uuids are kept, local numbers dropped."""

from dagster_project.dashboards import charts, datasets, layout

LOCAL_PARAMS = {
    "datasource", "viz_type", "slice_id", "dashboards", "extra_form_data", "url_params", "force", "form_data",
    "result_format", "result_type", "annotation_layers", "dashboardId",
}  # fmt: skip
LOCAL_FILTER = ("filterOptionName", "isExtra", "isNew", "datasourceWarning", "sqlExpression")


def chart(full: dict, tables: dict[str, dict], states: list[dict], defaults: dict[str, dict]) -> dict:
    """The short form of one chart. full: as imported or exported; tables: completed datasets by file name."""
    name, table = next((n, t) for n, t in tables.items() if t["uuid"] == full["dataset_uuid"])
    viz = full["viz_type"]
    given = {k: v for k, v in full["params"].items() if k not in LOCAL_PARAMS and v is not None}
    given["adhoc_filters"] = [_plain_filter(item) for item in given.get("adhoc_filters", [])]
    base = {"adhoc_filters": []} | defaults.get(viz, {})
    if viz == "table":
        whole = base | given
        base |= charts.table_looks(whole, states)
        given["column_config"] = _own_formats(whole, table)
        base["column_config"] = {}
    params = {k: v for k, v in given.items() if k not in base or v != base[k]}
    short = {"uuid": full["uuid"], "slice_name": full["slice_name"], "dataset": name, "viz_type": viz, "params": params}
    return short | ({"description": full["description"]} if full.get("description") else {})


def _plain_filter(item: dict) -> dict:
    return {k: v for k, v in item.items() if k not in LOCAL_FILTER}


def _own_formats(params: dict, table: dict) -> dict[str, dict]:
    """What a chart says of its columns beyond the formats that follow from their types."""
    usual = charts.column_formats(params | {"column_config": {}}, table)
    own = {}
    for column, config in params.get("column_config", {}).items():
        rest = {k: v for k, v in config.items() if usual.get(column, {}).get(k) != v}
        if rest:
            own[column] = rest
    return own


def dataset(full: dict, before: dict | None, states: list[dict]) -> dict:
    """The short form of one dataset. before: its file, which alone says which marts its labels come from.

    Superset lists columns and metrics in no order of ours: those of the file keep theirs, what is new comes last.
    """
    marts = before["marts"] if before else sorted(set(_marts(full["sql"])))
    short = {
        "uuid": full["uuid"], "table_name": full["table_name"], "description": full["description"] or "", "marts": marts,
    }  # fmt: skip
    with_state = [
        c["column_name"].removesuffix("_order")
        for c in full["columns"]
        if c["expression"] and c["column_name"].endswith("_order")
    ]
    made = {f"{column}{end}" for column in with_state for end in ("_text", "_order")} | set(datasets.FILTERED)
    old = before or {}
    made |= {f"{link['column']}{datasets.LINK}" for link in old.get("links", [])}
    columns = [_column(c, short) for c in full["columns"] if c["column_name"] not in made]
    short["columns"] = _in_order(columns, old.get("columns", []))
    if full["metrics"]:
        short["metrics"] = _in_order([_metric(m) for m in full["metrics"]], old.get("metrics", []))
    if "links" in old:
        short["links"] = old["links"]
    return short | ({"states": _in_order(with_state, old.get("states", []))} if with_state else {})


def _in_order(items: list, before: list) -> list:
    """Items named in `before` in its order, then the others by name."""
    places = {_title(item): place for place, item in enumerate(before)}
    return sorted(items, key=lambda item: (places.get(_title(item), len(places)), _title(item)))


def _title(item: str | dict) -> str:
    return item if isinstance(item, str) else item.get("column_name") or item["metric_name"]


def _marts(sql: str):
    from dagster_project.dashboards.lineage import TABLE

    return TABLE.findall(sql)


def _column(full: dict, short: dict) -> str | dict:
    """Its name alone where everything follows from the mart's contract."""
    name = full["column_name"]
    if datasets.is_described(name, short["marts"]) and _same(datasets.complete_column(name, short), full):
        return name
    given = {"column_name": name, "verbose_name": full["verbose_name"], "type": full["type"]}
    whole = datasets.complete_column(given, short)
    return given | {k: v for k, v in full.items() if k in whole and v != whole[k] and not (k == "extra" and not v)}


def _same(one: dict, other: dict) -> bool:
    return all(one[key] == other.get(key) for key in one if key != "extra")


def _metric(full: dict) -> dict:
    """Its own fields: not the label that repeats its name, nor what every metric has."""
    usual = datasets.METRIC | {"verbose_name": full["metric_name"], "d3format": None}
    return {k: v for k, v in full.items() if k not in usual or (v != usual[k] and not (k == "extra" and not v))}


def dashboard(full: dict, before: dict | None, slices: dict[str, dict], tables: dict[str, dict], links: str) -> dict:
    """The short form of one dashboard. before: its file, which alone says for whom it is and where it stands."""
    names = {item["uuid"]: name for name, item in slices.items()}
    known = {c["meta"]["chartId"]: names[c["meta"]["uuid"]] for c in full["position"].values() if layout.is_chart(c)}
    rows = _rows(full["position"], names, links)
    short = {
        "uuid": full["uuid"], "slug": full["slug"], "dashboard_title": full["dashboard_title"],
        "description": full["description"] or "",
        "audience": before["audience"] if before else "region", "place": before["place"] if before else 99,
        "filters": [
            _filter(item, known, slices, tables) for item in full["metadata"].get("native_filter_configuration", [])
        ],
    }  # fmt: skip
    return short | ({"rows": rows} if rows else {"position": layout.without_numbers(full["position"], names)})


def _rows(position: dict, names: dict[str, str], links: str) -> list | None:
    """Rows of charts and texts; None when the page has been given tabs, columns or the like."""
    rows = []
    for row_id in position["GRID_ID"]["children"]:
        if position[row_id]["type"] != "ROW":
            return None
        cells = [position[cell_id] for cell_id in position[row_id]["children"]]
        if any(cell["type"] not in ("CHART", "MARKDOWN") for cell in cells):
            return None
        rows.append([_cell(cell, names, links) for cell in cells])
    return rows


def _cell(cell: dict, names: dict[str, str], links: str) -> list:
    size = [cell["meta"]["width"], cell["meta"]["height"]]
    if cell["type"] == "CHART":
        return [names[cell["meta"]["uuid"]], *size]
    code = cell["meta"]["code"]
    return ["links", *size] if code == links else ["text", *size, code]


def _filter(full: dict, known: dict[int, str], slices: dict, tables: dict) -> dict:
    target = full["targets"][0]
    column = target["column"]["name"]
    name = next(n for n, table in tables.items() if table["uuid"] == target["datasetUuid"])
    short = {"name": full["name"], "column": column, "dataset": name}
    if full["controlValues"].get("defaultToFirstItem"):
        short["newest_first"] = True
    if parents := [p.removeprefix("NATIVE_FILTER-") for p in full.get("cascadeParentIds", [])]:
        short["depends_on"] = parents
    excluded = {known[number] for number in full["scope"].get("excluded", []) if number in known}
    if left := sorted(excluded - layout.lacking(column, known.values(), slices, tables)):
        short["not_on"] = left
    return short
