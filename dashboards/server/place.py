"""The folders and owner-only files that one Superset process uses."""

import json
import os
from pathlib import Path

os.umask(0o077)

DASHBOARDS = Path(__file__).resolve().parents[1]
HOME = Path(os.environ["ZHICHENG_HOME"])
STATE = HOME / "superset"


def secret(name: str) -> str:
    """The content of secrets/<name>, written by the warehouse side before Superset starts."""
    return (HOME / "secrets" / name).read_text("utf-8").strip()


def is_demo() -> bool:
    """True when every row of this home is about fictitious people."""
    try:
        return bool(json.loads((HOME / "home.json").read_text("utf-8")).get("demo"))
    except FileNotFoundError:
        return False
