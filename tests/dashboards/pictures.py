"""Take the README's pictures of the dashboards from a demonstration home whose service runs.

.venv/bin/python -m tests.dashboards.pictures --home demo docs/pictures
"""

import argparse
import os
from pathlib import Path

from dagster_project import dashboards
from dagster_project.errors import UserError
from dagster_project.home import Home
from tests.dashboards.browser import NEWEST, first_page, open_browser, open_page
from tests.dashboards.page.browsed import open_submissions
from tests.dashboards.reader import passwords

WIDTH = 1440
PICTURES = {  # file: (account, page, year, height in pixels)
    "overview_2023.png": ("region", "overview", 2023, 1352),
    "overview_2024.png": ("region", "overview", 2024, 1352),
    "quota_posts.png": ("region", "quota-posts", 2023, 1416),
    "tilt_policies.png": ("region", "tilt-policies", 2024, 1178),
    "pass_rates.png": ("region", "pass-rates", 2023, 1960),
    "reporting_quality.png": ("region", "reporting-quality", 2024, 1272),
    "ledger.png": ("region", "ledger", 2023, 1504),
    "body.png": ("b150200", "overview-body", 2023, 1692),
    "quality_body.png": ("b150200", "reporting-quality-body", 2024, 1658),
}
COLOURS = 128  # enough for these pages, and a third of the bytes


def take(home: Home, folder: Path, only: list[str] | None = None) -> None:
    """Write each picture, or those named in `only`. UserError when the home is not a demonstration: real figures do not belong in a README."""
    if not home.is_demo:
        raise UserError("只能从演示数据目录取图。")
    with open_browser() as browser:
        for name, (account, slug, year, height) in PICTURES.items():
            if only and name not in only:
                continue
            login = (account, passwords(home)[account])
            page = first_page(browser, dashboards.address(home), login, NEWEST, (WIDTH, 5600))
            open_page(page, dashboards.address(home), slug, year)
            page.screenshot(path=folder / name, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
            _make_small(folder / name)
            page.close()
        if not only or "submissions.png" in only:
            page = open_submissions(browser, home, "b150200", 2024)
            page.screenshot(path=folder / "submissions.png", full_page=True)
            _make_small(folder / "submissions.png")


def _make_small(picture: Path) -> None:
    from PIL import Image

    with Image.open(picture) as taken:
        taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, default=os.environ.get("ZHICHENG_HOME", "demo"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", metavar="FILE", help="these pictures alone")
    chosen = parser.parse_args()
    take(Home(chosen.home), chosen.folder, chosen.only)
