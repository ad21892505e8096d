"""All files of dashboards/assets as the one archive that Superset imports. The same files give the same bytes."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import yaml

from dagster_project.dashboards import charts, datasets, layout
from dagster_project.home import REPO

ASSETS = REPO / "dashboards" / "assets"
DATABASE = "zhicheng_mart"
# the path is absolute: three slashes and its own; read-only alone would still let SQL read files and attach others
ADDRESS = "duckdb:///{mart}?access_mode=read_only&enable_external_access=false&lock_configuration=true"
METADATA = {"version": "1.0.0", "type": "assets", "timestamp": "2026-01-01T00:00:00+00:00"}
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Bundle:
    """Completed objects by kind and file name: {name: import form}."""

    database: dict
    datasets: dict[str, dict]
    charts: dict[str, dict]
    dashboards: dict[str, dict]

    def uuids(self) -> dict[str, set[str]]:
        """{kind of the REST interface: uuids that this bundle holds}."""
        kinds = {"dashboard": self.dashboards, "chart": self.charts, "dataset": self.datasets}
        return {kind: {item["uuid"] for item in items.values()} for kind, items in kinds.items()}


def read(mart: Path, assets: Path = ASSETS) -> Bundle:
    """Read and complete every file. mart: the link that Superset opens."""
    states, defaults = load(assets / "states.yaml"), load(assets / "defaults.yaml")
    css = (assets / "page.css").read_text("utf-8")
    database = load(assets / "databases" / f"{DATABASE}.yaml") | {"sqlalchemy_uri": ADDRESS.format(mart=mart)}
    tables = {n: datasets.complete(d, states, database["uuid"]) for n, d in _folder(assets / "datasets")}
    slices = {
        n: charts.complete(c, tables[c["dataset"]], states, defaults) for n, c in _folder(assets / "charts")
    }
    short = dict(_folder(assets / "dashboards"))
    links = layout.links_between(short)
    pages = {n: layout.complete(d, slices, tables, states, css, links[n]) for n, d in short.items()}
    return Bundle(database, tables, slices, pages)


def archive(bundle: Bundle) -> bytes:
    """The zip for POST assets/import/: one root folder, plain YAML, fixed times."""
    files = {"metadata.yaml": METADATA, f"databases/{DATABASE}.yaml": bundle.database}
    files |= {f"datasets/{DATABASE}/{name}.yaml": item for name, item in bundle.datasets.items()}
    files |= {f"charts/{name}.yaml": item for name, item in bundle.charts.items()}
    files |= {f"dashboards/{name}.yaml": item for name, item in bundle.dashboards.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, item in files.items():
            text = yaml.dump(item, Dumper=_Plain, allow_unicode=True, sort_keys=False)
            zipped.writestr(zipfile.ZipInfo(f"bundle/{name}", date_time=(2026, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()


def load(path: Path):
    """The content of one YAML file."""
    return yaml.load(path.read_text("utf-8"), Loader=Loader)


def _folder(path: Path) -> list[tuple[str, dict]]:
    return [(file.stem, load(file)) for file in sorted(path.glob("*.yaml"))]


class _Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """YAML without anchors: Superset's importer reads each file on its own."""

    def ignore_aliases(self, data) -> bool:
        return True
