"""Releases: a published file kept for good with its reports, numbered within its year, never changed afterwards."""

from dagster_project.releases.kept import (
    FINAL,
    KINDS,
    PRELIMINARY,
    REVISED,
    Release,
    find,
    in_force,
    record,
    releases,
    verify,
)

__all__ = [
    "FINAL", "KINDS", "PRELIMINARY", "REVISED", "Release", "find", "in_force", "record", "releases", "verify",
]  # fmt: skip
