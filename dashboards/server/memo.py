"""What every chart request asks again, remembered by a worker for as long as nothing in Superset's own store changed.

A kept answer still asks who may see it, under which row rules: some 25 statements to the store and two readings of the
dataset's SQL, four fifths of what it costs. SQLite counts the commits of all other connections (PRAGMA data_version);
one commit anywhere, a login or a changed role alike, and all that was remembered is asked anew.
"""

import sqlite3
import threading
from functools import cached_property, lru_cache, wraps

from server.place import STATE

SCRIPTS = 100  # kept a worker: the datasets' own and the latest queries made of them; some 0.2 MB each
_lock = threading.Lock()
_watch: sqlite3.Connection | None = None
_state, _known = -1, {}


def recall() -> dict:
    """What is known of the store as it is now; empty after any change."""
    global _watch, _state, _known
    with _lock:
        if _watch is None:
            _watch = sqlite3.connect(STATE / "superset.db", timeout=30, check_same_thread=False)
        now = _watch.execute("PRAGMA data_version").fetchone()[0]
        if now != _state:
            _state, _known = now, {}
        return _known


def remembered(key, ask):
    """ask(), or its earlier result if the store has not changed since. An error is not remembered.

    The state is read before asking: what is found may be newer than its state, never older.
    """
    known = recall()
    if key not in known:
        known[key] = ask()
    return known[key]


def parse_once() -> None:
    """Superset parses a dataset's SQL up to ten times a request: here once a worker, each time with a tree of its own."""
    from superset.sql.parse import SQLStatement

    theirs = SQLStatement.split_script

    class Parsed(SQLStatement):
        """A statement that its caller may change (row rules are written into it): the tree is copied when touched."""

        def __init__(self, known: SQLStatement):
            self.engine, self.tables, self._dialect, self._known = known.engine, set(known.tables), known._dialect, known

        @cached_property
        def _parsed(self):
            return self._known._parsed.copy()

    @lru_cache(SCRIPTS)
    def parsed(script: str, engine: str) -> list[SQLStatement]:
        return theirs(script, engine)

    def split_script(_cls, script, engine):
        return [Parsed(known) for known in parsed(script.strip(), engine)]

    SQLStatement.split_script = classmethod(split_script)


def recall_row_rules_of_tables() -> None:
    """The rules on the marts that a dataset's SQL reads, for the reader's roles."""
    from flask import g
    from superset import security_manager
    from superset.utils import rls

    theirs = rls.get_predicates_for_table

    @wraps(theirs)
    def predicates(table, database, default_catalog):
        if not g.get("user"):
            return theirs(table, database, default_catalog)
        key = ("tables", table, database.id, default_catalog, roles(security_manager))
        return list(remembered(key, lambda: theirs(table, database, default_catalog)))

    rls.get_predicates_for_table = predicates


def roles(security_manager) -> tuple[int, ...]:
    """The reader's roles, asked anew at each request."""
    return tuple(sorted(role.id for role in security_manager.get_user_roles()))
