"""Where Dagster records its runs: its own SQLite files in the home's dagster/, each opened once instead of for every event.

Dagster's own storage makes an engine, opens the file and compiles the statement anew for every event (two thousand times a
run), and has each flushed to the disk. The folder is derived: what a power cut takes from it is a line of a run's history.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.runs.sqlite.sqlite_run_storage import SqliteRunStorage
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage, _event_logs_directory, _runs_directory
from dagster._serdes import ConfigurableClassData
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine

OPEN_FILES = 4  # the index and the runs written or looked at last
WAIT_SECONDS = 30  # for another process that is writing


def opened(address: str) -> Engine:
    """An engine that keeps its connections; what it commits is written in order, not flushed each time."""
    engine = create_engine(address, connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", lambda connection, _: connection.execute("pragma synchronous = normal"))
    return engine


class EventHistory(SqliteEventLogStorage):
    """The events of each run in a file of its own, and the index."""

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock, self._engine(shard).connect() as connection, connection.begin():
            yield connection

    def _engine(self, shard: str) -> Engine:
        engines = self.__dict__.setdefault("_engines", OrderedDict())
        engine = engines[shard] = engines.pop(shard, None) or opened(self.conn_string_for_shard(shard))
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        while len(engines) > OPEN_FILES:
            engines.popitem(last=False)[1].dispose()
        return engine

    def dispose(self) -> None:
        super().dispose()
        for engine in self.__dict__.pop("_engines", {}).values():
            engine.dispose()


class RunHistory(SqliteRunStorage):
    """The list of runs."""

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        if "_engine" not in self.__dict__:
            self._engine = opened(self._conn_string)
        with self._engine.connect() as connection, connection.begin():
            yield connection

    def dispose(self) -> None:
        if "_engine" in self.__dict__:
            self.__dict__.pop("_engine").dispose()


class History(DagsterSqliteStorage):
    """Dagster's storage of one home; dagster.yaml names it."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None):
        super().__init__(base_dir, inst_data)
        self._run_storage = RunHistory.from_local(_runs_directory(base_dir))
        self._event_log_storage = EventHistory(_event_logs_directory(base_dir))

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData, config_value: dict) -> "History":
        return cls.from_local(inst_data=inst_data, **config_value)
