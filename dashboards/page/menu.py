"""The entry 我的报送 in Superset's navigation, on every dashboard page."""

NAME = "我的报送"  # readers get `menu_access` on it: dagster_project/dashboards/access.py
ADDRESS = "/submissions/"


def add() -> None:
    """Call once a process, when Superset's menu exists."""
    from superset.extensions import appbuilder

    appbuilder.add_link(NAME, label=NAME, href=ADDRESS, icon="fa-upload")
