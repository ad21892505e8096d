"""Import the dashboard files into Superset, then delete what they no longer hold. Running it again changes nothing."""

import yaml

from dagster_project.dashboards import bundle
from dagster_project.dashboards.client import Superset
from dagster_project.home import Home

REMOVED_FIRST = ("dashboard", "chart", "dataset")


def import_dashboards(home: Home) -> dict[str, int]:
    """Make this home's Superset show exactly the files of dashboards/assets.

    Returns {kind: number of objects}, and under "removed" how many were deleted. Access is granted by provision(),
    which must follow: until then a new dataset shows no rows to anyone but the administrator.
    """
    found = bundle.read(home.mart)
    superset = Superset(home)
    superset.upload("assets/import/", "bundle", bundle.archive(found))
    return {kind: len(uuids) for kind, uuids in found.uuids().items()} | {"removed": _prune(superset, found)}


def _prune(superset: Superset, found: bundle.Bundle) -> int:
    """Delete every dashboard, chart and dataset whose uuid no file holds; returns how many."""
    removed = 0
    for kind in REMOVED_FIRST:
        wanted = found.uuids()[kind]
        for item in superset.every(f"{kind}/"):
            if item["uuid"] not in wanted:
                superset.delete(f"{kind}/{item['id']}")
                removed += 1
    return removed


def audiences() -> dict[str, str]:
    """{dashboard uuid: "region" or "body"}: for whom each page is laid out."""
    files = sorted((bundle.ASSETS / "dashboards").glob("*.yaml"))
    pages = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    return {page["uuid"]: page["audience"] for page in pages}
