"""A copy of the policy seeds to spoil, and what policy check says of it."""

import csv
import shutil
from pathlib import Path

import pytest

from dagster_project.policy import Finding, check, read_policy
from dagster_project.policy.rows import SEEDS


class Folder:
    """Policy seeds of the test's own."""

    def __init__(self, path: Path):
        self.path = path

    def rows(self, name: str) -> list[dict]:
        with (self.path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, name: str, rows: list[dict], path: Path | None = None, encoding: str = "utf-8") -> None:
        with (path or self.path / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            out = csv.DictWriter(file, list(rows[0]))
            out.writeheader()
            out.writerows(rows)

    def change(self, rule: str, name: str = "policy_limit", **cells) -> None:
        rows = self.rows(name)
        next(r for r in rows if next(iter(r.values())) == rule).update(cells)
        self.write(name, rows)

    def add(self, like: str, name: str = "policy_limit", **cells) -> None:
        rows = self.rows(name)
        self.write(name, [*rows, next(r for r in rows if next(iter(r.values())) == like) | cells])

    def said(self, home=None) -> list[Finding]:
        return check(read_policy(home, self.path))

    def new(self, home=None) -> list[str]:
        """What is said beyond what is said of the seeds as they are, without file and line."""
        usual = {f.message for f in check(read_policy())}
        return [f"{f.level} {f.message}" for f in self.said(home) if f.message not in usual]


@pytest.fixture
def seeds(tmp_path) -> Folder:
    return Folder(Path(shutil.copytree(SEEDS, tmp_path / "policy")))
