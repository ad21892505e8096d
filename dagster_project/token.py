"""Is there anything new? A token of all that a run depends on, written last by the run itself with its exit code.

Light on purpose: a run with nothing new imports this and no Dagster.
"""

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path

from dagster_project.home import DBT_DIR, REPO, Home
from dagster_project.intake.clock import SHANGHAI
from dagster_project.intake.container.names import is_passed_over
from dagster_project.intake.inbox import DEEPEST
from dagster_project.quality.waivers import in_force

REQUESTS, SAMPLE = ".requests", ".sample.json"

CODE = ("dagster_project/**/*.py", "expectations/*", "requirements/warehouse.txt", "pyproject.toml")
DBT = ("dbt_project.yml", "profiles.yml", "seeds/**/*", "models/**/*", "macros/**/*", "tests/**/*")


def digest_of(root: Path, patterns: tuple[str, ...]) -> str:
    """sha256 over the names and contents of the files that match, in order of name."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(root)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def dbt_digest() -> str:
    """What the dbt manifest depends on."""
    return digest_of(DBT_DIR, DBT)


def code_digest() -> str:
    """The dbt project, suites and code as they are on the disk now."""
    return dbt_digest() + digest_of(REPO, CODE)


def listing(inbox: Path) -> str:
    """sha256 over path, size and mtime_ns of every file below the inbox that intake looks at. Taken before it reads.

    What programs leave lying about (`~$`, .tmp) is nothing new; requests of the page are, not the files beside them.
    """
    digest = hashlib.sha256(str(inbox.absolute()).encode())
    for folder, folders, files in os.walk(inbox):
        is_asked = os.path.basename(folder) == REQUESTS
        is_deep = os.path.relpath(folder, inbox).count(os.sep) >= DEEPEST
        folders[:] = [] if is_asked or is_deep else sorted(name for name in folders if name == REQUESTS or not is_passed_over(name))
        for name in sorted(name for name in files if name == SAMPLE or not is_passed_over(name)):
            path = os.path.join(folder, name)
            try:
                state = os.stat(path, follow_symlinks=False)
            except OSError:  # taken away meanwhile, shut, or out of reach
                continue
            if not os.access(path, os.R_OK, effective_ids=True):  # once it may be read it is new
                digest.update(b"shut")
            digest.update(f"{os.path.relpath(path, inbox)}\0{state.st_size}\0{state.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def compute(home: Home, inbox_listing: str) -> str:
    """The token for an inbox listing and the ledger, site rows, dbt project, suites and code as they are now."""
    parts = [
        inbox_listing,
        digest_of(home.path, ("ledger/*", "site/*.csv", "home.json")),
        code_digest(),
        json.dumps(in_force(home, datetime.now(SHANGHAI).date())),  # a waiver that ends makes a run anew
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _path(home: Home) -> Path:
    return home.published / "token.json"


def finished_exit_code(home: Home, inbox_listing: str) -> int | None:
    """The exit code of the last finished run when nothing is new since and its results still stand, else None."""
    try:
        note = json.loads(_path(home).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    results = (home.mart, home.warehouse, home.raw / "submission.parquet")
    if note.get("token") != compute(home, inbox_listing) or not all(path.exists() for path in results):
        return None
    return int(note["exit_code"])


def begin(home: Home, run_id: str, inbox: Path) -> None:
    """A run begins: until it ends nothing is finished, and the inbox as it is now is what it will have read."""
    forget(home)
    (home.published / "held.json").unlink(missing_ok=True)
    (home.dagster / "run.json").write_text(json.dumps({"run_id": run_id, "listing": listing(inbox)}), "utf-8")


def forget(home: Home) -> None:
    """Nothing is finished: the next run does everything."""
    _path(home).unlink(missing_ok=True)


def hold(home: Home) -> None:
    """Somebody chose what is published: nobody but a person runs again until something is new."""
    (home.published / "held.json").write_text(json.dumps({"token": compute(home, listing(home.inbox))}), "utf-8")


def is_held(home: Home, now: str) -> bool:
    """Whether what is published was chosen, and nothing is new since. now: the token as things are."""
    try:
        return json.loads((home.published / "held.json").read_text("utf-8")).get("token") == now
    except (OSError, ValueError):
        return False


def is_finished(home: Home) -> bool:
    """Whether the run that began last came to its end."""
    return _path(home).exists()


def finish(home: Home, exit_code: int) -> None:
    """Record the run that began last as finished, published or blocked. Must be the last thing the run does."""
    begun = json.loads((home.dagster / "run.json").read_text("utf-8"))
    note = {"token": compute(home, begun["listing"]), "exit_code": exit_code, "run_id": begun["run_id"]}
    temporary = _path(home).with_suffix(".json.tmp")
    with temporary.open("w", encoding="utf-8") as out:
        json.dump(note, out)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(_path(home))
