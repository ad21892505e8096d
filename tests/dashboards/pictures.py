"""Take the README's pictures of the dashboards from a demonstration home whose service runs.

.venv/bin/python -m tests.dashboards.pictures --home demo docs/pictures
"""

import argparse
import os
from pathlib import Path

from dagster_project import dashboards
from dagster_project.errors import UserError
from dagster_project.home import Home
from tests.dashboards.browser import first_page, open_browser
from tests.dashboards.page.browsed import open_submissions
from tests.dashboards.reader import passwords

WIDTH = 1440
PICTURES = {  # file: (account, year, height in pixels)
    "overview_2023.png": ("region", 2023, 2010),
    "overview_2024.png": ("region", 2024, 1250),
    "body.png": ("b150200", 2023, 2500),
}


def take(home: Home, folder: Path) -> None:
    """Write each picture. UserError when the home is not a demonstration: real figures do not belong in a README."""
    if not home.is_demo:
        raise UserError("只能从演示数据目录取图。")
    with open_browser() as browser:
        for name, (account, year, height) in PICTURES.items():
            login = (account, passwords(home)[account])
            page = first_page(browser, dashboards.address(home), login, year, (WIDTH, 5600))
            page.screenshot(path=folder / name, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
            page.close()
        page = open_submissions(browser, home, "b150200", 2024)
        page.screenshot(path=folder / "submissions.png", full_page=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, default=os.environ.get("ZHICHENG_HOME", "demo"))
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    take(Home(chosen.home), chosen.folder)
