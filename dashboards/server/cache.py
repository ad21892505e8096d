"""Answers to chart requests, kept on disk for one publication and one set of roles."""

import os

from flask_caching.backends.filesystemcache import FileSystemCache

from server.place import HOME, STATE

LINK = HOME / "published" / "mart.duckdb"
FOLDER = HOME / "published" / "answers"  # derived like the file beside it: not in a backup, owner-only
ENTRIES = 20_000
SECONDS = 24 * 3600


def publication() -> str:
    """Names the file that readers are shown, and the moment it was put there: going back to a file is a new moment."""
    try:
        return f"{os.readlink(LINK)}@{os.lstat(LINK).st_mtime_ns}"
    except OSError:
        return "none"


class PublishedCache(FileSystemCache):
    """A file cache that empties itself when something else was published.

    Staleness does not hang on that: the publication is part of every key (guards.get_rls_cache_key). Emptying keeps
    the disk small and nothing of a withdrawn publication lying about.
    """

    def __init__(self):
        FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
        super().__init__(str(FOLDER), threshold=ENTRIES, default_timeout=SECONDS)
        self.holds = None

    def get(self, key):
        self._drop_the_past()
        return super().get(key)

    def _drop_the_past(self) -> None:
        now = publication()
        if now == self.holds:
            return
        mark = FOLDER.with_suffix(".of")
        if not mark.exists() or mark.read_text("utf-8") != now:
            self.clear()
            mark.write_text(now, "utf-8")
        self.holds = now


def make(_app, _config, _args, _kwargs) -> PublishedCache:
    """What flask-caching calls."""
    return PublishedCache()


def of_pages(kind: str, days: int) -> dict:
    """Settings of a cache for what pages keep under a key that only its owner is given back (guards.py)."""
    kept = {"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": str(STATE / "pages" / kind), "CACHE_THRESHOLD": ENTRIES}
    return kept | {"CACHE_DEFAULT_TIMEOUT": days * 24 * 3600, "REFRESH_TIMEOUT_ON_RETRIEVAL": True}
