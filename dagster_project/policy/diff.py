"""policy diff: which rows changed since the last published run, and which scopes would change state by them."""

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dagster_project.errors import UserError
from dagster_project.home import Home
from dagster_project.policy.seeds import all_seeds
from dagster_project.policy.site import prepare

NOT_JUDGED = "未判定"
KEY = ("review_year", "rule_id", "scope_kind", "scope_code", "level_group")
Rows = dict[str, dict[tuple, dict]]  # {seed: {key: row}}


@dataclass(frozen=True)
class Change:
    """One row. kind: 新增, 改动 or 去掉; cells: {column: (before, after)} of a changed one."""

    kind: str
    seed: str
    key: tuple[str, ...]
    cells: dict[str, tuple[str, str]]


@contextmanager
def scratch(home: Home) -> Iterator[Home]:
    """A home of its own on the same raw rows, with the rows of policy as the next run would read them; nothing of the
    home itself is changed. UserError when one of its own rows is wrong. Call with the run lock held.
    """
    other = Home(tempfile.mkdtemp(dir=home.dagster, prefix="policy-diff-")).create()
    try:
        for path in home.raw.iterdir():
            if path.name not in ("seeds", "seeds.tmp"):
                (other.raw / path.name).symlink_to(path)
        other.site.rmdir()
        other.site.symlink_to(home.site)
        prepare(other)
        yield other
    finally:
        shutil.rmtree(other.path, ignore_errors=True)


def rows_laid_out(home: Home) -> Rows:
    """Every seed with the home's own rows, as they were last laid out for a run."""
    return {name: _read(home.seeds(seed.group) / seed.path.name, seed.key) for name, seed in all_seeds().items() if seed.key}


def keep_rows(home: Home, run_id: str) -> None:
    """Write the rows that a published run rests on beside its file: published/policy.json."""
    found = {name: list(rows.values()) for name, rows in rows_laid_out(home).items()}
    temporary = _kept(home).with_suffix(".json.tmp")
    temporary.write_text(json.dumps({"run_id": run_id, "rows": found}, ensure_ascii=False), "utf-8")
    temporary.replace(_kept(home))


def published_rows(home: Home) -> tuple[str, Rows]:
    """(run, rows) of the figures that are published now. UserError when there are none."""
    try:
        kept = json.loads(_kept(home).read_text("utf-8"))
    except FileNotFoundError:
        raise UserError(f"{home.path} 还没有发布过数据，没有可比的规则。请先运行 zhicheng run") from None
    return kept["run_id"], _keyed(kept["rows"])


def rows_of_folder(folder: Path) -> Rows:
    """Rows of a folder: CSV files named as the seeds, anywhere below it, or the policy.json of a release."""
    kept = folder / "policy.json"
    if kept.is_file():
        return _keyed(json.loads(kept.read_text("utf-8"))["rows"])
    known = all_seeds()
    found = {p.stem: _read(p, known[p.stem].key) for p in sorted(folder.rglob("*.csv")) if p.stem in known and known[p.stem].key}
    if not found:
        raise UserError(f"{folder} 里没有规则文件（如 policy_limit.csv）或 policy.json。", exit_code=2)
    return found


def row_changes(old: Rows, new: Rows) -> list[Change]:
    """Changes from old to new in the seeds that both have, by seed and key."""
    found = []
    for name in sorted(old.keys() & new.keys()):
        before, after = old[name], new[name]
        found += [Change("新增", name, key, {}) for key in sorted(after.keys() - before.keys())]
        for key in sorted(before.keys() & after.keys()):
            columns = {*before[key], *after[key]}
            pairs = {c: (before[key].get(c) or "", after[key].get(c) or "") for c in sorted(columns)}
            cells = {c: pair for c, pair in pairs.items() if pair[0] != pair[1]}
            if cells:
                found.append(Change("改动", name, key, cells))
        found += [Change("去掉", name, key, {}) for key in sorted(before.keys() - after.keys())]
    return found


def state_changes(home: Home, other: Home) -> list[tuple]:
    """(year, rule, scope name, level group, state published, state by the rows of the scratch home), where they differ.

    The submissions are not read again: what changed in forms shows in the next run only.
    """
    import duckdb

    _build(other)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{home.mart.resolve()}' as old (read_only)")
        connection.execute(f"attach '{other.warehouse}' as new (read_only)")
        return connection.execute(f"""
            select review_year, rule_id, coalesce(n.scope_name, o.scope_name), level_group,
                coalesce(o.state, '{NOT_JUDGED}'), coalesce(n.state, '{NOT_JUDGED}')
            from (from old.mart_compliance select * replace (coalesce(level_group, '') as level_group)) as o
            full join (from new.marts.mart_compliance select * replace (coalesce(level_group, '') as level_group)) as n
                using ({", ".join(KEY)})
            where o.state is distinct from n.state
            order by all""").fetchall()


def _build(home: Home) -> None:
    """The warehouse of this home; dbt finds it by the environment."""
    from dagster_project import dbt_runner

    before = os.environ.get("ZHICHENG_HOME", "")
    os.environ["ZHICHENG_HOME"] = str(home.path)
    try:
        dbt_runner.build(home, dbt_runner.load_manifest(dbt_runner.manifest_folder()))
    finally:
        os.environ["ZHICHENG_HOME"] = before


def _kept(home: Home) -> Path:
    return home.published / "policy.json"


def _read(path: Path, key: tuple[str, ...]) -> dict[tuple, dict]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return {tuple(row.get(k) or "" for k in key): row for row in csv.DictReader(lines)}


def _keyed(tables: dict[str, list[dict]]) -> Rows:
    known = all_seeds()
    return {n: {tuple(r.get(k) or "" for k in known[n].key): r for r in rows} for n, rows in tables.items() if n in known}
