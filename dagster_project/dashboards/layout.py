"""A dashboard file, completed to what Superset imports: rows of charts become its grid, short filters its long ones."""

GRID = ["ROOT_ID", "GRID_ID"]
TEXTS = ("text", "links")  # cells that are no chart: markdown of the file, links to the other pages
REFERENCE_COLOUR = "#B5B5B5"
REFERENCE_METRICS = ("参照允许超岗",)  # last known limit where a year has none: grey, since it judges nothing


def complete(
    short: dict, charts: dict[str, dict], datasets: dict[str, dict], states: list[dict], css: str, links: str = ""
) -> dict:
    """The import form of one dashboard.

    short: {uuid, slug, dashboard_title, description, rows, filters}; rows: a list of rows, each a list of
    [chart, width of 12, height of 8 pixels]; a chart named `text` takes the markdown in its fourth place, one named
    `links` shows `links`. A page with tabs or columns has `position` instead: Superset's own tree, charts by uuid.
    charts, datasets: completed forms by file name.
    """
    names = _names(short, charts)
    numbers = {name: i for i, name in enumerate(names, 1)}
    filters = [_filter(f, numbers, charts, datasets) for f in short["filters"]]
    return {
        "dashboard_title": short["dashboard_title"], "description": short["description"], "slug": short["slug"],
        "css": css, "uuid": short["uuid"], "published": True, "version": "1.0.0",
        "certified_by": None, "certification_details": None,
        "position": _tree(short, charts, numbers, links),
        "metadata": _metadata(filters, list(numbers.values()), states),
    }  # fmt: skip


def _names(short: dict, charts: dict[str, dict]) -> list[str]:
    """File names of the charts of a page, in its order."""
    if "rows" in short:
        return [cell[0] for row in short["rows"] for cell in row if cell[0] not in TEXTS]
    by_uuid = {chart["uuid"]: name for name, chart in charts.items()}
    return [by_uuid[c["meta"]["uuid"]] for c in short["position"].values() if is_chart(c)]


def is_chart(cell) -> bool:
    """True for a piece of a position tree that shows a chart."""
    return isinstance(cell, dict) and cell.get("type") == "CHART"


def without_numbers(position: dict, names: dict[str, str]) -> dict:
    """A position tree with the file names of its charts in place of this Superset's numbers. names: {uuid: name}."""
    bare = {}
    for key, cell in position.items():
        if is_chart(cell):
            meta = {k: v for k, v in cell["meta"].items() if k not in ("chartId", "sliceName")}
            cell = cell | {"meta": meta, "id": f"CHART-{names[meta['uuid']]}"}
            key = cell["id"]
        bare[key] = cell
    renamed = {old: f"CHART-{names[cell['meta']['uuid']]}" for old, cell in position.items() if is_chart(cell)}
    for key, cell in bare.items():
        if isinstance(cell, dict) and "children" in cell:
            bare[key] = cell | {"children": [renamed.get(child, child) for child in cell["children"]]}
    return bare


def _tree(short: dict, charts: dict[str, dict], numbers: dict[str, int], links: str) -> dict:
    if "rows" in short:
        return _position(short, charts, numbers, links)
    by_uuid = {chart["uuid"]: (name, chart) for name, chart in charts.items()}
    tree = dict(short["position"])
    for key, cell in tree.items():
        if is_chart(cell):
            name, chart = by_uuid[cell["meta"]["uuid"]]
            tree[key] = cell | {"meta": cell["meta"] | {"chartId": numbers[name], "sliceName": chart["slice_name"]}}
    return tree


def links_between(pages: dict[str, dict]) -> dict[str, str]:
    """{file name: markdown that leads from it to the pages made for the same readers}."""
    return {
        name: "　·　".join(
            f"**{other['dashboard_title']}**" if other is page else f"[{other['dashboard_title']}]({_address(other)})"
            for other in sorted(pages.values(), key=lambda item: item["place"])
            if other["audience"] == page["audience"]
        )
        for name, page in pages.items()
    }


def _address(page: dict) -> str:
    return f"/superset/dashboard/{page['slug']}/"


def _position(short: dict, charts: dict[str, dict], numbers: dict[str, int], links: str) -> dict:
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
        cells = [
            _text(f"TEXT-{i}-{k}", cell, [*GRID, row_id], links)
            if cell[0] in TEXTS
            else _chart(cell, [*GRID, row_id], charts, numbers)
            for k, cell in enumerate(row, 1)
        ]
        grid["children"].append(row_id)
        tree[row_id] = {"type": "ROW", "id": row_id, "children": [c["id"] for c in cells], "parents": GRID,
                        "meta": {"background": "BACKGROUND_TRANSPARENT"}}  # fmt: skip
        tree |= {cell["id"]: cell for cell in cells}
    return tree


def _text(text_id: str, cell: list, parents: list[str], links: str) -> dict:
    code = links if cell[0] == "links" else cell[3]
    meta = {"width": cell[1], "height": cell[2], "code": code}
    return {"type": "MARKDOWN", "id": text_id, "children": [], "parents": parents, "meta": meta}


def _chart(cell: list, parents: list[str], charts: dict, numbers: dict[str, int]) -> dict:
    name, width, height = cell
    meta = {"chartId": numbers[name], "uuid": charts[name]["uuid"], "sliceName": charts[name]["slice_name"]}
    meta |= {"width": width, "height": height}
    return {"type": "CHART", "id": f"CHART-{name}", "children": [], "parents": parents, "meta": meta}


def lacking(column: str, names, charts: dict[str, dict], datasets: dict[str, dict]) -> set[str]:
    """Charts whose dataset has no such column: a filter would pass them by in silence, so that it must not claim them."""
    columns = {d["uuid"]: {c["column_name"] for c in d["columns"]} for d in datasets.values()}
    return {name for name in names if column not in columns[charts[name]["dataset_uuid"]]}


def _filter(short: dict, numbers: dict[str, int], charts: dict[str, dict], datasets: dict[str, dict]) -> dict:
    """One filter: of a column, on every chart that has it.

    `newest_first` picks the greatest value by itself and waits for it before any chart asks; `depends_on` names the
    columns whose filters narrow its choice; `not_on` names charts that it must leave alone. No choice is empty.
    """
    first = short.get("newest_first", False)
    without = lacking(short["column"], numbers, charts, datasets) | set(short.get("not_on", []))
    excluded = sorted(numbers[name] for name in without)
    control = {"multiSelect": not first, "enableEmptyFilter": first, "defaultToFirstItem": first,
               "inverseSelection": False, "searchAllOptions": False, "creatable": False,
               "sortAscending": not first}  # fmt: skip
    named = {"clause": "WHERE", "expressionType": "SIMPLE", "subject": short["column"], "operator": "IS NOT NULL",
             "operatorId": "IS_NOT_NULL", "comparator": None}  # fmt: skip
    return {
        "id": f"NATIVE_FILTER-{short['column']}", "name": short["name"], "type": "NATIVE_FILTER",
        "adhoc_filters": [] if first else [named],
        "filterType": "filter_select", "description": "", "tabsInScope": [],
        "cascadeParentIds": [f"NATIVE_FILTER-{column}" for column in short.get("depends_on", [])],
        "targets": [{"column": {"name": short["column"]}, "datasetUuid": datasets[short["dataset"]]["uuid"]}],
        "controlValues": control, "requiredFirst": first,
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        "scope": {"rootPath": ["ROOT_ID"], "excluded": excluded},
        "chartsInScope": [n for n in numbers.values() if n not in excluded],
    }  # fmt: skip


def _metadata(filters: list[dict], numbers: list[int], states: list[dict]) -> dict:
    colours = {f"{s['symbol']} {s['state']}": s["bar_colour"] for s in states}
    colours |= dict.fromkeys(REFERENCE_METRICS, REFERENCE_COLOUR)
    everywhere = {"scope": {"rootPath": ["ROOT_ID"], "excluded": []}, "chartsInScope": numbers}
    return {
        "color_scheme": "", "label_colors": colours, "shared_label_colors": [], "color_scheme_domain": [],
        "map_label_colors": {}, "expanded_slices": {}, "refresh_frequency": 0, "timed_refresh_immune_slices": [],
        "default_filters": "{}", "cross_filters_enabled": False, "chart_configuration": {},
        "global_chart_configuration": everywhere, "native_filter_configuration": filters,
        "filter_bar_orientation": "HORIZONTAL",
    }  # fmt: skip
