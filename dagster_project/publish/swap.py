"""Move readers to a new file in one step: a link to a versioned file. A kill at any point leaves the old one whole."""

import os
from pathlib import Path

from dagster_project.home import Home

KEEP = 3


def sweep(home: Home) -> None:
    """Remove what a killed run left half-made."""
    for path in home.published.glob("*.tmp*"):
        path.unlink(missing_ok=True)


def swap_in(home: Home, built: Path) -> Path:
    """Give a built file its name, point mart.duckdb at it, keep the last three; returns the published path."""
    published = built.with_suffix("")
    os.replace(built, published)
    _flush_folder(home.published)
    point_at(home, published)
    _drop_old(home, published)
    return published


def point_at(home: Home, published: Path) -> None:
    """Move readers to one of the published files."""
    link = home.published / "mart.duckdb.tmp"
    link.unlink(missing_ok=True)
    link.symlink_to(published.name)
    os.replace(link, home.mart)
    _flush_folder(home.published)


def _drop_old(home: Home, current: Path) -> None:
    files = sorted(home.published.glob("mart-*.duckdb"), key=lambda path: path.stat().st_mtime_ns)
    for old in [path for path in files if path != current][: -(KEEP - 1)]:
        old.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
