"""What was changed in the browser, written back as files: a file is touched only when what it says has changed."""

import io
import zipfile
from pathlib import Path

import yaml

from dagster_project.dashboards import bundle, layout, normal, shorten
from dagster_project.dashboards.client import Superset
from dagster_project.dashboards.datasets import QUERIES
from dagster_project.home import Home

KINDS = ("datasets", "charts", "dashboards")


def export_dashboards(home: Home, assets: Path = bundle.ASSETS, queries: Path = QUERIES) -> list[Path]:
    """Write the files whose dashboards, charts or datasets differ from this home's Superset; returns them.

    What was deleted in the browser keeps its file: delete that by hand. UserError when Superset does not run.
    """
    return write(read_archive(Superset(home).download("assets/export/")), assets, queries)


def read_archive(content: bytes) -> dict[str, list[dict]]:
    """{kind: objects as Superset exports them} of the archive of all assets."""
    found: dict[str, list[dict]] = {kind: [] for kind in KINDS}
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        for name in sorted(zipped.namelist()):
            kind = name.split("/")[1]
            if kind in found and name.endswith(".yaml"):
                found[kind].append(yaml.load(zipped.read(name), Loader=bundle.Loader))
    return found


def write(exported: dict[str, list[dict]], assets: Path, queries: Path) -> list[Path]:
    """Shorten every object and write the files that change. Returns their paths."""
    states, defaults = bundle.load(assets / "states.yaml"), bundle.load(assets / "defaults.yaml")
    files = {kind: _files(assets / kind) for kind in KINDS}
    tables = {_name(t, files["datasets"], "table_name"): t for t in exported["datasets"]}
    written = [_write_text(queries / f"{name}.sql", table["sql"].rstrip("\n") + "\n") for name, table in tables.items()]
    slices = {_name(c, files["charts"], "slice_name"): c for c in exported["charts"]}
    links = layout.links_between({name: item for name, item in files["dashboards"].values()})
    short = {f"datasets/{n}": shorten.dataset(t, _before(t, files["datasets"]), states) for n, t in tables.items()}
    short |= {f"charts/{n}": shorten.chart(c, tables, states, defaults) for n, c in slices.items()}
    for page in exported["dashboards"]:
        name = _name(page, files["dashboards"], "slug")
        before = _before(page, files["dashboards"])
        short[f"dashboards/{name}"] = shorten.dashboard(page, before, slices, tables, links.get(name, ""))
    written += [_write_text(assets / f"{name}.yaml", normal.dump(item)) for name, item in short.items()]
    return [path for path in written if path]


def _files(folder: Path) -> dict[str, tuple[str, dict]]:
    """{uuid: (file name, content)}"""
    found = ((file.stem, bundle.load(file)) for file in sorted(folder.glob("*.yaml")))
    return {item["uuid"]: (name, item) for name, item in found}


def _before(item: dict, files: dict[str, tuple[str, dict]]) -> dict | None:
    return files[item["uuid"]][1] if item["uuid"] in files else None


def _name(item: dict, files: dict[str, tuple[str, dict]], title: str) -> str:
    """The file's name; what is new is named by its title where that is plain ASCII, by its uuid otherwise."""
    if item["uuid"] in files:
        return files[item["uuid"]][0]
    plain = (item.get(title) or "").replace("-", "_").replace(" ", "_").lower()
    return plain if plain.isascii() and plain.isidentifier() else f"new_{item['uuid'].split('-')[0]}"


def _write_text(path: Path, text: str) -> Path | None:
    """The path when the file had to change, None when it says that already."""
    if path.exists() and path.read_text("utf-8") == text:
        return None
    path.write_text(text, "utf-8")
    return path
