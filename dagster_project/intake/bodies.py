"""Which reporting body a folder of the inbox belongs to."""

import csv
from dataclasses import dataclass
from pathlib import Path

from dagster_project.errors import UserError
from dagster_project.home import DBT_DIR

BODIES = DBT_DIR / "seeds" / "codes" / "reporting_body.csv"
REGION_FOLDER = "自治区"  # the region's hand-downs; belongs to no body


@dataclass(frozen=True)
class Folder:
    """A folder below inbox/<year>/. code is None for the region's hand-downs."""

    code: str | None
    name: str

    @property
    def key(self) -> str:
        return self.code or REGION_FOLDER


def load_folders(path: Path = BODIES) -> dict[str, Folder]:
    """{folder name: body}, by full name, short name, alias and code."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise UserError(
            "缺少报送单位代码表 dbt/seeds/codes/reporting_body.csv。请恢复该文件后再运行。"
        ) from None
    folders: dict[str, Folder] = {}
    for row in rows:
        body = Folder(row["bureau_code"], row["bureau_name"])
        names = [
            row["bureau_code"],
            row["bureau_name"],
            row["bureau_short"],
            *row["folder_aliases"].split("|"),
        ]
        for name in names:
            if name.strip():
                folders.setdefault(name.strip(), body)
    folders[REGION_FOLDER] = Folder(None, REGION_FOLDER)
    return folders
