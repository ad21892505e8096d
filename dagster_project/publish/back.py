"""publish --back: readers are moved to the file before; the next run publishes anew."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from dagster_project import ledger, token
from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.intake.clock import SHANGHAI
from dagster_project.publish.swap import point_at


@dataclass(frozen=True)
class Published:
    """run_id and as_of (Beijing time) of a published file, as its gates have them."""

    path: Path
    run_id: str
    as_of: datetime


def go_back(home: Home, user: str) -> Published:
    """Point mart.duckdb at the file published before the one it points at. Call with the run lock held.

    UserError when there is none: the last three are kept. Until something is new, the sensor leaves it so.
    """
    if not home.mart.exists():
        raise UserError("还没有发布过数据，没有可退回的文件。请先运行 zhicheng run。")
    now = home.mart.resolve()
    files = sorted(home.published.glob("mart-*.duckdb"), key=lambda path: path.stat().st_mtime_ns)
    older = files[: files.index(now)]
    if not older:
        raise UserError(f"{now.name} 之前没有留存的发布文件（只留最近三个），不能再往回退。")
    chosen = _described(older[-1])
    at = datetime.now(SHANGHAI).isoformat(timespec="seconds")
    ledger.append(home, {"event": "published_back", "user": user, "at": at, "from": now.name, "to": chosen.path.name})
    token.forget(home)
    point_at(home, chosen.path)
    token.hold(home)
    return chosen


def _described(path: Path) -> Published:
    with duckdb.connect(str(path), read_only=True) as connection:
        row = connection.execute("select any_value(run_id), any_value(as_of) from mart_gate").fetchone()
    return Published(path, *row)
