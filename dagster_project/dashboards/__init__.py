"""The dashboards as seen from the warehouse: start and stop Superset, import pages, grant access.

Superset has an environment of its own; this side talks to it by files, a subprocess and HTTP.
"""

from dagster_project.dashboards.access import provision, provision_people
from dagster_project.dashboards.assets import import_dashboards
from dagster_project.dashboards.service import address, running, start, stop

__all__ = ["address", "import_dashboards", "provision", "provision_people", "running", "start", "stop"]
