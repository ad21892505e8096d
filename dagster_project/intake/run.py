"""One run of intake. It may be killed at any moment: the next one finds a whole archive, ledger and raw layer."""

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import pyarrow as pa

from dagster_project import ledger, states
from dagster_project.errors import UserError
from dagster_project.forms import Form, load_forms
from dagster_project.home import Home
from dagster_project.intake import raw, readings, scan, submissions
from dagster_project.intake.bodies import BODIES, load_folders
from dagster_project.intake.clock import shanghai
from dagster_project.intake.compare import THRESHOLDS, load_thresholds
from dagster_project.intake.container.limits import use_limits
from dagster_project.intake.folded import FOLDED, Checkpoint, rules_of
from dagster_project.intake.judge import Judge
from dagster_project.intake.layout.text import Known
from dagster_project.intake.person import load_key
from dagster_project.intake.places import DIVISIONS
from dagster_project.intake.pool import LIMITS, Job, Limits, read_all
from dagster_project.intake.records import schema_of
from dagster_project.intake.same_person import rows_of
from dagster_project.intake.submissions import ACCEPTED, DUPLICATE, HELD, RETURNED, Submission
from dagster_project.intake.years import yearly_forms
from dagster_project.policy.site import prepare
from dagster_project.releases.figures import table_of


@dataclass
class IntakeSummary:
    """What one run took in. received: files new in the inbox; read: files read, again or for the first time.

    returned, held, duplicate count among those received or read in this run; in_force and submissions count all.
    rows: data rows read in this run by form code.
    """

    received: int = 0
    read: int = 0
    returned: int = 0
    held: int = 0
    duplicate: int = 0
    submissions: int = 0
    in_force: int = 0
    rows: dict[str, int] = field(default_factory=dict)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Thousands of submissions and readings make no cycles: looking for some costs a quarter of a run that has one new file."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_no_search_for_cycles()
def take_in(home: Home, run_id: str, as_of: datetime, policy_version: str, inbox: Path | None = None, *,
            limits: Limits = LIMITS, forms_dir: Path | None = None, bodies: Path | None = None) -> IntakeSummary:  # fmt: skip
    """Archive what is new in the inbox, read it, and write raw/. Files that cannot be read never stop it.

    as_of: time of the run; without a zone it is Shanghai's. Raises UserError when sample data would be mixed with
    a home's own, the ledger is broken, or a row of site/ must be mended. forms_dir, bodies: the home's, unless given.
    """
    home.create()
    prepare(home)
    forms_dir, codes = forms_dir or home.seeds("forms"), home.seeds("codes")
    use_limits(forms_dir)
    now = shanghai(as_of)
    inbox = inbox or home.inbox
    receipts = _sample_receipts(home, inbox)
    content, is_sample = ledger.content(home), receipts is not None or home.is_demo
    history = ledger.events_of(content)
    bodies, thresholds = bodies or codes / BODIES.name, home.seeds("policy") / THRESHOLDS.name
    folders = load_folders(bodies)
    events = scan.receive(home, inbox, run_id, now, receipts or {}, is_sample, history, partial(submissions.name_of, folders))
    new = [event for event in events if event["event"] == "received"]
    all_forms = load_forms(forms_dir)
    if events:
        known, content = len(content), ledger.content(home)
        history += ledger.events_of(content[known:])
    store = readings.Store(home, forms_dir, load_key(home.secrets), codes / DIVISIONS.name)
    checkpoint = Checkpoint(home, rules_of(store, bodies, thresholds))
    before = checkpoint.load(content, store, folders)
    rest = history[before.events :] if before else history
    received = [*(before.submissions if before else ()), *submissions.from_events(rest, folders)]
    read_now = _read(home, received, store, run_id, limits, forms_dir, all_forms, codes / DIVISIONS.name)
    judge = Judge(store.readings, all_forms, {body.code: body.name for body in folders.values()}, load_thresholds(thresholds),
                  frozenset(yearly_forms(forms_dir)), partial(rows_of, home.raw))  # fmt: skip
    if before:
        judge.resume(before)
    folded = judge.fold(rest, received[len(judge.by_id) :])
    raw.write_if_changed(states.table_of(history), home.raw / "state_since.parquet")
    raw.write_if_changed(table_of(home, history), home.raw / "released.parquet")
    _write(home, folded, store, all_forms, run_id, now, policy_version)
    if before is None or any(event.get("event") in FOLDED for event in rest):
        checkpoint.save(judge.state(len(history)), content, store)
    fresh = {s.id for s in received[len(received) - len(new) :]} | read_now
    return _summary(folded, fresh, read_now, len(new))


def _sample_receipts(home: Home, inbox: Path) -> dict[str, str] | None:
    """{path: time} of a sample inbox, whose home is then marked as demonstration; None where it is no sample."""
    try:
        sample = json.loads((inbox / ".sample.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    if any(e.get("event") == "received" and not e.get("sample") for e in ledger.read(home)):
        raise UserError(
            "这个目录里已有正式报送的文件，不能放入演示数据。请把演示数据放到另一个目录（--home）。"
        )
    if not home.is_demo:
        home.mark_demo()
    return {receipt["place"]: receipt["received_at"] for receipt in sample["receipts"]}


def _read(home: Home, received: list[Submission], store: readings.Store, run_id: str, limits: Limits,
          forms_dir: Path, forms: tuple[Form, ...], divisions: Path) -> set[str]:  # fmt: skip
    """Read what has no reading by this reader yet; rows go to raw/<form>/. Returns the ids read."""
    raw_run = store.free_run(run_id, [form.code for form in forms])
    jobs = {}
    for one in received:
        if not one.refusal and one.id not in store.readings:
            jobs[one.id] = Job(one.id, home.archive / one.sha256, one.extension, one.year, one.changed, one.received_at.year < one.year)
    if not jobs:
        return set()
    for job in jobs.values():
        if not job.path.exists():
            raise UserError(f"存档里缺少文件 archive/{job.path.name}。请从备份恢复 archive 文件夹后再运行。")
    try:
        for job, reading in read_all(
            jobs.values(), store.key, home.raw, raw_run, limits, forms_dir, divisions
        ):
            store.readings[job.submission_id] = reading
    except BaseException:
        store.drop(raw_run, forms)
        raise
    return set(jobs)


def _write(home: Home, folded: list[Submission], store: readings.Store, forms: tuple[Form, ...], run_id: str,
           now: datetime, policy_version: str) -> None:  # fmt: skip
    """Readings, then submissions, then the run's context; then rows that nothing refers to any more are removed."""
    for form in forms:
        raw.write_empty(schema_of(form), home.raw / form.code / "schema.parquet")
    store.save({one.id for one in folded})
    names = Known(lambda found: submissions.form_names(*found, forms))
    rows = [_row(one, names, store.version) for one in folded]
    raw.write_if_changed(pa.Table.from_pylist(rows, raw.SUBMISSION), home.raw / "submission.parquet")
    context = {"run_id": run_id, "as_of": now.replace(tzinfo=None), "policy_version": policy_version,
               "is_demo": home.is_demo}  # fmt: skip
    raw.write_parquet(pa.Table.from_pylist([context], raw.RUN_CONTEXT), home.raw / "run_context.parquet")
    store.sweep(forms)


def _row(one: Submission, names: Known, reader: str) -> dict:
    """A submission as it stands in raw/submission.parquet."""
    reading = one.reading
    return {
        "submission_id": one.id, "sha256": one.sha256, "review_year": one.year,
        "bureau_code": one.body.code if one.body else None, "place": one.place,
        "form": names[reading.get("outcome"), tuple(reading.get("forms", ()))], "status": one.status, "question": one.question,
        "received_at": one.received_at, "supersedes": one.supersedes, "in_force": one.status == ACCEPTED,
        "is_held": one.status == HELD, "dates_from_1904": reading.get("dates_from_1904", False), "raw_run": reading.get("raw_run"),
        "reader_version": reader if reading else None,
        "sheets_hidden": "、".join(reading.get("hidden", ())) or None,
        "notes": "；".join(reading.get("notes", ())) or None,
    }  # fmt: skip


def _summary(folded: list[Submission], fresh: set[str], read_now: set[str], received: int) -> IntakeSummary:
    summary = IntakeSummary(received, len(read_now), submissions=len(folded))
    for one in folded:
        summary.in_force += one.status == ACCEPTED
        if one.id in fresh:
            summary.returned += one.status == RETURNED
            summary.held += one.status == HELD
            summary.duplicate += one.status == DUPLICATE
        if one.id in read_now:
            for code, count in one.reading["rows"].items():
                summary.rows[code] = summary.rows.get(code, 0) + count
    return summary
