"""Where the fold of the ledger stood after the last run, so that only what is new is folded. Derived: without it, or when
anything it rests on is another, all is folded again, to the same end.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

from dagster_project.home import Home
from dagster_project.intake.bodies import Folder
from dagster_project.intake.readings import Store
from dagster_project.intake.submissions import Submission

FOLDED = ("received", "unpacked", "confirmed", "withdrawn", "superseded")  # the events that the judge looks at
_OF_JUDGE = ("bodies", "clock", "compare", "folded", "handed_back", "judge", "misplaced", "same_person", "submissions")
_PLAIN = ("id", "sha256", "year", "place", "refusal", "status", "question", "supersedes", "asked", "about", "path")
_VALUES = attrgetter(*_PLAIN)


def rules_of(store: Store, *tables: Path) -> str:
    """Changes with the reader, the judge's code and the tables that it judges by."""
    here = Path(__file__).parent
    found = sha256(json.dumps(store.made_by).encode())
    for path in (*(here / f"{name}.py" for name in _OF_JUDGE), *sorted(here.glob("asked/*.py")), *tables):
        found.update(path.read_bytes())
    return found.hexdigest()


@dataclass
class State:
    """submissions in the order in which they were first received; ids of those in force, and of those that wait, in the order
    in which they came there. events: how many of the ledger's are folded in.
    """

    submissions: list[Submission]
    in_force: list[str]
    pending: list[str]
    events: int


class Checkpoint:
    """raw/folded.json: the sum of what follows, then the state with what it rests on."""

    def __init__(self, home: Home, rules: str):
        self.file, self.rules = home.raw / "folded.json", rules

    def load(self, ledger: bytes, store: Store, folders: dict[str, Folder]) -> State | None:
        """None unless ledger and readings begin with those that were folded, and no reading of them was made anew."""
        try:
            sum_of, text = self.file.read_bytes().split(b"\n", 1)
            if sum_of.decode() != sha256(text).hexdigest():
                return None
            kept = json.loads(text)
            if kept["rules"] != self.rules or _sum(ledger, kept["ledger"][0]) != kept["ledger"]:
                return None
            if _sum(store.data, kept["readings"][0]) != kept["readings"]:
                return None
            bodies = {body.key: body for body in folders.values()}
            found = [_submission(one, bodies) for one in kept["submissions"]]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        ids = {one.id for one in found}
        if any(not one.refusal and one.id not in store.readings for one in found):
            return None
        if ids & store.later_than(kept["readings"][0]):
            return None
        return State(found, kept["in_force"], kept["pending"], kept["events"])

    def save(self, state: State, ledger: bytes, store: Store) -> None:
        """Called when readings and submissions are written. Not flushed: what a power cut spoils does not match its sum."""
        rests_on = {"rules": self.rules, "ledger": _sum(ledger), "readings": _sum(store.data)}
        kept = {"events": state.events, "in_force": state.in_force, "pending": state.pending}
        text = json.dumps({**rests_on, **kept, "submissions": [_as_list(one) for one in state.submissions]}).encode()
        temporary = self.file.with_name(self.file.name + ".tmp")
        temporary.write_bytes(sha256(text).hexdigest().encode() + b"\n" + text)
        os.replace(temporary, self.file)


def _sum(data: bytes, size: int | None = None) -> list:
    """[size, sha256] of the first bytes."""
    data = data if size is None else data[:size]
    return [len(data), sha256(data).hexdigest()]


def _as_list(one: Submission) -> list:
    return [*_VALUES(one), one.body.key if one.body else None, sorted(one.settled), one.received_at.isoformat()]


def _submission(kept: list, bodies: dict[str, Folder]) -> Submission:
    *plain, body, settled, received = kept
    more = {"body": bodies[body] if body else None, "settled": set(settled)}
    return Submission(**dict(zip(_PLAIN, plain, strict=True)), **more, received_at=datetime.fromisoformat(received))
