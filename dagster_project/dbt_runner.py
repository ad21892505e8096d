"""dbt in this process: the parsed project kept by its digest, one build; its data tests in one connection."""

import io
import json
import os
import shutil
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_project.errors import UserError
from dagster_project.home import DBT_DIR, REPO, Home
from dagster_project.token import dbt_digest, digest_of

KEEP = 3
PARSED = ("manifest.json", "partial_parse.msgpack", "tests.json")
# What the rows of seeds in a warehouse come from, beside the home's own: loading them anew is a sixth of a small run.
SEEDS = ("dbt/dbt_project.yml", "dbt/seeds/**/*", "dbt/macros/*", "requirements/warehouse.txt")


@dataclass(frozen=True)
class NodeResult:
    """What came of one node. status: success, pass, warn, fail, error, skipped; failures: rows of a test."""

    unique_id: str
    name: str
    status: str
    failures: int | None
    seconds: float
    message: str


def manifest_folder() -> Path:
    """The folder of manifest.json, partial_parse.msgpack and tests.json for dbt/ as it is now; parsed when absent."""
    home = os.environ.get("ZHICHENG_HOME")
    parent = DBT_DIR / "target" / "prebuilt"
    if home and not os.access(_existing(parent), os.W_OK):
        parent = Home(home).dagster / "prebuilt"
    folder = parent / dbt_digest()[:16]
    if not _is_parsed(folder):
        parent.mkdir(parents=True, exist_ok=True)
        _parse_into(folder)
        for old in sorted(parent.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEEP]:
            shutil.rmtree(old, ignore_errors=True)
    return folder


def _is_parsed(folder: Path) -> bool:
    return all((folder / name).is_file() for name in PARSED)


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _parse_into(folder: Path) -> None:
    """Parse the project once, complete or not at all: other runs may look for the same folder."""
    os.environ.setdefault("ZHICHENG_HOME", str(folder))
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".parse-") as scratch:
        _invoke(None, ["parse", "--no-partial-parse"], Path(scratch), Path(scratch))
        ready = Path(scratch) / "ready"
        ready.mkdir()
        for name in PARSED[:2]:
            shutil.move(Path(scratch) / name, ready / name)
        (ready / PARSED[2]).write_text(json.dumps(_compiled_tests(ready), ensure_ascii=False), "utf-8")
        try:
            if folder.is_dir() and not _is_parsed(folder):  # left by an earlier version of this code
                shutil.rmtree(folder)
            ready.rename(folder)
        except OSError:
            if not _is_parsed(folder):
                raise


def _compiled_tests(parsed: Path) -> dict[str, dict[str, str]]:
    """{id of a data test: {name, severity, sql}} as dbt compiles them; sql gives the failures, and whether that is an error
    or a warning. Compiled on an empty warehouse: the tables are named the same in every home.
    """
    before = os.environ["ZHICHENG_HOME"]
    os.environ["ZHICHENG_HOME"] = str(parsed.parent)
    try:
        done = _invoke(load_manifest(parsed), ["compile", *_lean(), "--select", "test_type:data"], parsed.parent, parsed.parent)
    finally:
        os.environ["ZHICHENG_HOME"] = before
    return {
        r.node.unique_id: {"name": r.node.name, "severity": str(r.node.config.severity).lower(), "sql": _counted(r.node)}
        for r in done.results
    }


def _counted(test) -> str:
    """The question that dbt puts around a compiled test."""
    found, limit = test.config.fail_calc, f"limit {test.config.limit}" if test.config.limit else ""
    judged = f"{found} as failures, {found} {test.config.error_if} as is_error, {found} {test.config.warn_if} as is_warning"
    return f"select {judged} from (\n{test.compiled_code}\n{limit}) as dbt_internal_test"


def _invoke(manifest, command: list[str], target: Path, logs: Path):
    """One dbt command without output. UserError names the nodes that broke, never what was in their rows."""
    from dbt.cli.main import dbtRunner

    quiet = ["--quiet", "--no-use-colors", "--log-level", "none", "--log-level-file", "none", "--no-version-check"]
    where = ["--project-dir", str(DBT_DIR), "--profiles-dir", str(DBT_DIR), "--target-path", str(target)]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        try:
            done = dbtRunner(manifest=manifest).invoke([*quiet, "--log-path", str(logs), *command, *where])
        finally:
            _let_go()
    if done.exception is not None:
        raise UserError(f"dbt {command[0]} 没有完成（{type(done.exception).__name__}）。") from done.exception
    return done.result


def _let_go() -> None:
    """Close the warehouse, which dbt keeps open over all its nodes (a fifth less CPU): the gates open it next."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager as Connections

    if Connections._ENV is not None:  # env() raises when nothing was opened
        Connections._ENV.close()
    Connections.close_all_connections()


def load_manifest(folder: Path):
    """The parsed project in one of those folders as dbt's own object."""
    from dbt.contracts.graph.manifest import Manifest

    manifest = Manifest.from_msgpack((folder / "partial_parse.msgpack").read_bytes())
    manifest.build_flat_graph()
    return manifest


def _lean() -> list[str]:
    """Leave out dbt's own JSON of a run, which nothing here reads (half a second), unless DBT_WRITE_JSON asks for it."""
    return [] if os.environ.get("DBT_WRITE_JSON") else ["--no-write-json"]


def _results(result) -> list[NodeResult]:
    """Every node that ran, the project's hooks (operation.…) among them."""
    return [
        NodeResult(r.node.unique_id, r.node.name, str(r.status), r.failures, r.execution_time, r.message or "")
        for r in result.results
    ]


def build(home: Home, manifest, select: str | None = None) -> list[NodeResult]:
    """Models, and seeds where their rows are not those that stand in the warehouse; or what `select` names.

    UserError when one of them cannot be built.
    """
    stand = not select and seeds_stand(home)
    passed_over = ["test", "unit_test", "exposure", *(["seed"] if stand else [])]
    if not stand:
        note_seeds(home, False)
    command = ["build", *_lean(), "--exclude-resource-type", *passed_over, *(["--select", select] if select else [])]
    results = _results(_invoke(manifest, command, home.dagster / "dbt", home.logs))
    broken = [r for r in results if r.status not in ("success", "pass")]
    if broken:
        from dagster_project.crash import scrub

        first = next((r for r in broken if r.status == "error"), broken[0])
        raise UserError(f"有 {len(broken)} 个数据表没有算成，先看 {first.name}：{scrub(first.message)}")
    if not stand and not select:
        note_seeds(home, True)
    return [r for r in results if not r.unique_id.startswith("operation.")]


def _rows_of_seeds(home: Home) -> str:
    """Digest of what the seeds of this home are made of."""
    return digest_of(REPO, SEEDS) + digest_of(home.raw, ("seeds/**/*",))


def seeds_stand(home: Home) -> bool:
    """Whether the warehouse holds the seeds, all of them and of the rows that there are now."""
    if not home.warehouse.exists():
        return False
    with duckdb.connect(str(home.warehouse)) as connection:
        try:
            return connection.execute("select rows from main.seeds_made_of").fetchone() == (_rows_of_seeds(home),)
        except duckdb.CatalogException:
            return False


def note_seeds(home: Home, are_made: bool) -> None:
    """Into the warehouse itself, so that no other file's seeds are ever taken for these."""
    if not are_made and not home.warehouse.exists():
        return
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("drop table if exists main.seeds_made_of")
        if are_made:
            connection.execute("create table main.seeds_made_of as select ? as rows", [_rows_of_seeds(home)])


def test(home: Home, folder: Path) -> list[NodeResult]:
    """All data tests, as dbt compiled them into a folder of manifest_folder: one connection, the warehouse only read.

    dbt's own `test` gives the same results; a fifth of a small run went to starting it a second time. Unit tests belong to
    `make test`.
    """
    compiled = json.loads((folder / PARSED[2]).read_text("utf-8"))
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        return [_tested(connection, unique_id, **one) for unique_id, one in compiled.items()]


def _tested(connection: duckdb.DuckDBPyConnection, unique_id: str, name: str, severity: str, sql: str) -> NodeResult:
    begun = time.monotonic()
    try:
        failures, is_error, is_warning = connection.execute(sql).fetchone()
    except duckdb.Error as error:
        return NodeResult(unique_id, name, "error", None, time.monotonic() - begun, type(error).__name__)
    status = "fail" if is_error and severity == "error" else "warn" if is_warning else "pass"
    return NodeResult(unique_id, name, status, failures, time.monotonic() - begun, "")
