"""Where everything of one installation lies. A home is a folder; what is kept and what is derived is listed here once."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
DBT_DIR = REPO / "dbt"

KEPT = ("inbox", "outbox", "archive", "ledger", "site", "secrets", "users", "audit", "releases", "superset")
DERIVED = ("raw", "published", "reports", "dagster", "logs")


@dataclass(frozen=True)
class Home:
    """A home folder. Attributes named after KEPT and DERIVED are its sub-folders."""

    path: Path

    def __post_init__(self):
        object.__setattr__(self, "path", Path(self.path).expanduser().absolute())

    def __getattr__(self, name: str) -> Path:
        if name in KEPT or name in DERIVED:
            return self.path / name
        raise AttributeError(name)

    @property
    def warehouse(self) -> Path:
        return self.path / "warehouse.duckdb"

    @property
    def mart(self) -> Path:
        """The link that readers open; it points at the published file of one run."""
        return self.published / "mart.duckdb"

    def seeds(self, group: str) -> Path:
        """Folder of a group of seeds (codes, policy, forms, expected), with the rows of site/ as the last run merged them."""
        own = self.raw / "seeds" / group
        return own if own.is_dir() else DBT_DIR / "seeds" / group

    @property
    def marker(self) -> Path:
        return self.path / "home.json"

    @property
    def is_demo(self) -> bool:
        """True when this home holds fictitious people: everything shown from it says so."""
        try:
            return bool(json.loads(self.marker.read_text("utf-8")).get("demo"))
        except FileNotFoundError:
            return False

    def create(self) -> "Home":
        """Make the folders, owner-only: archive, raw and warehouse hold personal data. Safe to call again."""
        os.umask(0o077)
        for name in KEPT + DERIVED:
            (self.path / name).mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path.chmod(0o700)
        return self

    def mark_demo(self) -> None:
        """Record that the home holds fictitious people only."""
        self.marker.write_text(json.dumps({"demo": True}) + "\n", "utf-8")
