"""A dashboard file, completed to what Superset imports: rows of charts become its grid, short filters its long ones."""

GRID = ["ROOT_ID", "GRID_ID"]


def complete(
    short: dict, charts: dict[str, dict], datasets: dict[str, dict], states: list[dict], css: str
) -> dict:
    """The import form of one dashboard.

    short: {uuid, slug, dashboard_title, description, rows, filters}; rows: a list of rows, each a list of
    [chart, width of 12, height of 8 pixels]; a chart named `text` takes the markdown in its fourth place.
    charts, datasets: completed forms by file name.
    """
    names = [cell[0] for row in short["rows"] for cell in row if cell[0] != "text"]
    numbers = {name: i for i, name in enumerate(names, 1)}
    return {
        "dashboard_title": short["dashboard_title"], "description": short["description"], "slug": short["slug"],
        "css": css, "uuid": short["uuid"], "published": True, "version": "1.0.0",
        "certified_by": None, "certification_details": None,
        "position": _position(short, charts, numbers),
        "metadata": _metadata([_filter(f, numbers, datasets) for f in short["filters"]], list(numbers.values()), states),
    }  # fmt: skip


def _position(short: dict, charts: dict[str, dict], numbers: dict[str, int]) -> dict:
    """Superset's component tree: root, grid, rows, and in each row charts or texts."""
    grid = {"type": "GRID", "id": "GRID_ID", "children": [], "parents": GRID[:1]}
    tree = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": grid,
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": short["dashboard_title"]}},
    }
    for i, row in enumerate(short["rows"], 1):
        row_id = f"ROW-{i}"
        cells = [_cell(cell, f"TEXT-{i}", [*GRID, row_id], charts, numbers) for cell in row]
        grid["children"].append(row_id)
        tree[row_id] = {"type": "ROW", "id": row_id, "children": [c["id"] for c in cells], "parents": GRID,
                        "meta": {"background": "BACKGROUND_TRANSPARENT"}}  # fmt: skip
        tree |= {cell["id"]: cell for cell in cells}
    return tree


def _cell(cell: list, text_id: str, parents: list[str], charts: dict, numbers: dict[str, int]) -> dict:
    name, width, height = cell[:3]
    size = {"width": width, "height": height}
    if name == "text":
        return {
            "type": "MARKDOWN",
            "id": text_id,
            "children": [],
            "parents": parents,
            "meta": size | {"code": cell[3]},
        }
    chart = charts[name]
    meta = {"chartId": numbers[name], "uuid": chart["uuid"], "sliceName": chart["slice_name"]}
    return {"type": "CHART", "id": f"CHART-{name}", "children": [], "parents": parents, "meta": size | meta}


def _filter(short: dict, numbers: dict[str, int], datasets: dict[str, dict]) -> dict:
    """One filter. `newest_first` picks the greatest value by itself and waits for it before any chart asks."""
    first = short.get("newest_first", False)
    excluded = [numbers[name] for name in short.get("not_on", [])]
    control = {"multiSelect": not first, "enableEmptyFilter": first, "defaultToFirstItem": first,
               "inverseSelection": False, "searchAllOptions": False, "creatable": False,
               "sortAscending": not first}  # fmt: skip
    return {
        "id": f"NATIVE_FILTER-{short['column']}", "name": short["name"], "type": "NATIVE_FILTER",
        "filterType": "filter_select", "description": "", "cascadeParentIds": [], "tabsInScope": [],
        "targets": [{"column": {"name": short["column"]}, "datasetUuid": datasets[short["dataset"]]["uuid"]}],
        "controlValues": control, "requiredFirst": first,
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        "scope": {"rootPath": ["ROOT_ID"], "excluded": excluded},
        "chartsInScope": [n for n in numbers.values() if n not in excluded],
    }  # fmt: skip


def _metadata(filters: list[dict], numbers: list[int], states: list[dict]) -> dict:
    colours = {f"{s['symbol']} {s['state']}": s["bar_colour"] for s in states}
    everywhere = {"scope": {"rootPath": ["ROOT_ID"], "excluded": []}, "chartsInScope": numbers}
    return {
        "color_scheme": "", "label_colors": colours, "shared_label_colors": [], "color_scheme_domain": [],
        "map_label_colors": {}, "expanded_slices": {}, "refresh_frequency": 0, "timed_refresh_immune_slices": [],
        "default_filters": "{}", "cross_filters_enabled": False, "chart_configuration": {},
        "global_chart_configuration": everywhere, "native_filter_configuration": filters,
        "filter_bar_orientation": "HORIZONTAL",
    }  # fmt: skip
