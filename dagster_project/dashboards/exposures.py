"""What dbt is told of the dashboards: one exposure for each title, with the marts its charts read."""

from dagster_project.dashboards import lineage
from dagster_project.dashboards.bundle import Bundle
from dagster_project.home import DBT_DIR

FILE = DBT_DIR / "models" / "_exposures.yml"
SOURCES = {"mart_gate": "published"}  # {mart: source}: written by the run itself, not by a model
HEAD = """# Which marts each dashboard reads. Made by `zhicheng dashboards check --write` from dashboards/: do not edit here.
version: 2
exposures:
"""


def text(files: Bundle) -> str:
    """The whole file, from the dashboard files alone."""
    marts: dict[str, set[str]] = {}
    for link in lineage.links(files):
        title = files.dashboards[link.dashboard]["dashboard_title"]
        marts.setdefault(title, set()).update(lineage.TABLE.findall(files.datasets[link.dataset]["sql"]))
    slugs = {d["dashboard_title"]: d["slug"] for d in files.dashboards.values() if not d["slug"].endswith("-body")}
    return HEAD + "".join(_exposure(slugs[title], title, marts[title]) for title in sorted(slugs, key=slugs.get))


def _exposure(slug: str, title: str, marts: set[str]) -> str:
    parents = "".join(f"      - {_parent(mart)}\n" for mart in sorted(marts))
    return f"""  - name: dashboard_{slug.replace("-", "_")}
    label: {title}
    type: dashboard
    maturity: high
    url: /superset/dashboard/{slug}/
    description: 看板“{title}”，自治区与报送单位各一种版面
    owner:
      name: 自治区职称主管部门
    depends_on:
{parents}"""


def _parent(mart: str) -> str:
    return f"source('{SOURCES[mart]}', '{mart}')" if mart in SOURCES else f"ref('{mart}')"
