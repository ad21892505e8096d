"""Superset's own store on SQLite, its event log, and how the published file is opened."""

import os
import threading

from flask import request
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool
from superset.utils.log import DBEventLogger

from server.cache import publication
from server.place import STATE

NOISE = {
    "load_into_dataframe",
    "execute_sql",
    "ChartDataRestApi.json_dumps",
    "_get_data_response",
    "QueryObject.post_processing",
    "csrf_token",
    "language_pack",
}

EVENTS = STATE / "events.db"
THREADS = 8  # a worker: dagster_project/dashboards/service.py
# The last connection that closes writes the whole log back: opened for each request, that was half of its time.
KEPT_OPEN = {
    "poolclass": QueuePool,
    "pool_size": THREADS,
    "connect_args": {"timeout": 30, "check_same_thread": False},
}


def tune_sqlite() -> None:
    """Write-ahead log and lighter syncing: without them two workers lock each other out under load.

    The event log lies in a file of its own, under the same name `logs` (prepare.py moves it): a page that is opened
    writes to it, and would else make every worker forget what it remembers of the store (memo.py).
    """

    @event.listens_for(Engine, "connect")
    def _pragmas(connection, _record):
        if type(connection).__module__.startswith("sqlite3"):
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=NORMAL")
            cursor.execute("ATTACH ? AS events", (str(EVENTS),))
            cursor.execute("PRAGMA events.journal_mode=WAL")
            cursor.execute("PRAGMA events.synchronous=NORMAL")
            cursor.close()


class LeanEventLogger(DBEventLogger):
    """Keeps who opened what; leaves out the inner steps of each request, and each chart of a page that was opened."""

    def log_with_context(self, action, *args, **kwargs):
        if action not in NOISE and not (action == "ChartDataRestApi.data" and _is_for_a_page()):
            super().log_with_context(action, *args, **kwargs)


def _is_for_a_page() -> bool:
    """True for figures that a reader's page shows. Downloads, and all that administrators ask, are logged."""
    from superset import security_manager

    asked = request.get_json(silent=True)
    return isinstance(asked, dict) and asked.get("result_format") == "json" and not security_manager.is_admin()


def open_published_file(uri, params, username, security_manager, source):
    """Follow the link mart.duckdb to the file of one run.

    DuckDB keeps one instance per path in a process: opened by the link's own name, a page would go on
    reading the previous run's file while any connection to it is alive.
    """
    if uri.drivername.startswith("duckdb") and uri.database:
        uri = uri.set(database=os.path.realpath(uri.database))
    return uri, params


def know_the_schema() -> None:
    """Superset opens the file twice a request, a kept answer included, to be told that DuckDB's schema is main."""
    from superset.db_engine_specs.duckdb import DuckDBEngineSpec

    DuckDBEngineSpec.get_default_schema = classmethod(lambda _cls, _database, _catalog: "main")


def keep_the_file_open() -> None:
    """One engine a worker and publication. Superset makes four a query and opens the file anew, catalogue and all.

    An engine is known by the moment of publication too: the one of an earlier moment is let go at the first request after.
    """
    from superset.models import core

    theirs, lock, kept = core.create_engine, threading.Lock(), {}

    def create_engine(url, **options):
        if not url.drivername.startswith("duckdb"):
            return theirs(url, **options)
        key = (str(url), repr(options), publication())
        with lock:
            if key not in kept:
                for past in kept.values():
                    past.dispose()
                kept.clear()
                kept[key] = theirs(url, **options | {"poolclass": QueuePool, "pool_size": THREADS})
            return kept[key]

    core.create_engine = create_engine
