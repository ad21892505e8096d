"""The ledger's events, in order, give each submission its one status: what was read, what else lies at its place,
what people decided.
"""

from collections import defaultdict
from fractions import Fraction

from dagster_project.forms import Form
from dagster_project.intake import handed_back
from dagster_project.intake.asked import QUESTIONS
from dagster_project.intake.bodies import REGION_FOLDER
from dagster_project.intake.compare import InForce, Marks, marks_of, meet
from dagster_project.intake.folded import FOLDED, State
from dagster_project.intake.same_person import Look
from dagster_project.intake.submissions import (
    ACCEPTED,
    DUPLICATE,
    HELD,
    RETURNED,
    SUPERSEDED,
    WITHDRAWN,
    Submission,
    Verdict,
)

DECIDED = ("confirmed", "withdrawn", "superseded")


class Judge:
    """readings: by submission id; bodies: names by code; thresholds: see dbt/seeds/policy/threshold.csv; yearly: codes of the forms
    that are of one year; look: the rows of a submission (same_person.py).

    A file supersedes only the file at its own place, the one it was returned from (handed_back.py), or the one it is
    said to correct, and only once it is accepted: what is returned, held or a copy of another file leaves the earlier version in force.
    """

    def __init__(
        self,
        readings: dict[str, dict],
        forms: tuple[Form, ...],
        bodies: dict,
        thresholds: dict[str, Fraction],
        yearly: frozenset[str] = frozenset(),
        look: Look | None = None,
    ):
        self.readings, self.bodies, self.thresholds, self.yearly = readings, bodies, thresholds, yearly
        self.look = look
        self.forms = {form.code: form for form in forms}
        self.by_id: dict[str, Submission] = {}
        self.by_content: dict[tuple, list[Submission]] = {}
        self.by_sha: defaultdict[tuple, list[Submission]] = defaultdict(list)  # of a body, in all its years
        self.in_force: dict[tuple, Submission] = {}
        self.pending: dict[tuple, Submission] = {}
        self.persons = InForce()
        self.marks: dict[str, dict[str, Marks]] = {}

    def resume(self, state: State) -> None:
        """Go on from where an earlier fold stood."""
        for one in state.submissions:
            one.reading = self.readings.get(one.id, {})
            self.by_id[one.id], self.marks[one.id] = one, marks_of(one.reading)
            self.by_content.setdefault((*one.scope, one.sha256), []).append(one)
            self.by_sha[one.scope[1], one.sha256].append(one)
        for one in map(self.by_id.__getitem__, state.in_force):
            self.in_force[one.spot] = one
        self.pending = {(one := self.by_id[name]).waits_at: one for name in state.pending}

    def state(self, events: int) -> State:
        """Where the fold stands after so many events of the ledger."""
        in_force, pending = ([one.id for one in of.values()] for of in (self.in_force, self.pending))
        return State(list(self.by_id.values()), in_force, pending, events)

    def fold(self, events: list[dict], received: list[Submission]) -> list[Submission]:
        """received: one submission per receipt, in the order of the events. Returns one entry per id."""
        if not any(event.get("event") in FOLDED for event in events):
            return list(self.by_id.values())
        for new in received:
            self.marks.setdefault(new.id, marks_of(self.readings.get(new.id, {})))
        self._meet(received, events)
        for one in self.in_force.values():
            self.persons.add(one.id, one.scope, self.marks[one.id])
        receipts = iter(received)
        for event in events:
            kind = event.get("event")
            if kind == "received":
                self._received(next(receipts), event["path"])
            elif kind == "unpacked":
                self._unpacked(event["path"])
            elif kind in DECIDED:
                one = self.by_id.get(event["submission_id"])
                if one is not None:
                    getattr(self, f"_{kind}")(one, event)
        return list(self.by_id.values())

    def _meet(self, received: list[Submission], events: list[dict]) -> None:
        """A decision may put a question about any file anew; else only those received are asked about."""
        is_any = any(event.get("event") in DECIDED for event in events)
        asked = set(self.marks) if is_any else {one.id for one in received}
        both: tuple[list[Marks], list[Marks]] = [], []
        for name, marks in self.marks.items():
            both[name not in asked].extend(marks.values())
        meet(*both, *(int(self.thresholds[name]) for name in ("held_renamed_share", "wrong_year_share")))

    def _received(self, new: Submission, path: str) -> None:
        new = self.by_id.setdefault(new.id, new)
        new.reading = self.readings.get(new.id, {})
        if self.pending.get(new.waits_at) is new:
            del self.pending[new.waits_at]
        new.path = path
        copies = self.by_content.setdefault((*new.scope, new.sha256), [])
        if all(new is not copy for copy in copies):
            copies.append(new)
            self.by_sha[new.scope[1], new.sha256].append(new)
        self._decide(new)

    def _decide(self, new: Submission) -> None:
        """Give it its status as things are now, and its place."""
        self._leave(new)
        source = handed_back.source_of(new, self.by_id)
        if source is not None:
            new.settled |= source.settled - handed_back.ASKED_AGAIN
        new.status, new.question, new.asked, new.about = self._verdict(new)
        before, old = self.pending.pop(new.waits_at, None), self.in_force.get(new.spot)
        replaced = next((one.id for one in (source, old, before) if one is not None and one is not new), None)
        new.supersedes = replaced or new.supersedes
        if before is not None and before is not new:
            before.status, before.question, before.asked = SUPERSEDED, None, None
        if source is not None and (new.status == ACCEPTED or (new.status == HELD and source.status == HELD)):
            self._supersede(source)
            new.settled.add(handed_back.ASKED)
        if new.status != ACCEPTED:
            self.pending[new.waits_at] = new
            return
        if old is not None and old is not new:
            self._supersede(old)
        self.in_force[new.spot] = new
        self.persons.add(new.id, new.scope, self.marks[new.id])

    def _leave(self, one: Submission) -> None:
        """It is in force no more, if it was."""
        if self.in_force.get(one.spot) is one:
            del self.in_force[one.spot]
            self.persons.remove(one.id, one.scope, self.marks[one.id])

    def _supersede(self, one: Submission) -> None:
        self._leave(one)
        if self.pending.get(one.waits_at) is one:
            del self.pending[one.waits_at]
        one.status, one.question, one.asked = SUPERSEDED, None, None

    def _unpacked(self, path: str) -> None:
        """A zip that could not be unpacked before now is: its members stand for it."""
        for one in self.by_id.values():
            if one.path == path and one.status == RETURNED:
                self._supersede(one)

    def _confirmed(self, one: Submission, event: dict) -> None:
        if one.status != HELD:
            return
        if event["answer"] != "yes" and one.asked != "renamed":
            one.status, one.asked = RETURNED, None
            one.question = f"已答复“否”：{one.question}请更正后重新报送，或放到正确的位置。"
            return
        one.settled.add(one.asked)
        old = self.by_id.get(one.about)
        if event["answer"] == "yes" and one.asked in ("renamed", handed_back.ASKED) and old is not None:
            self._supersede(old)
            one.supersedes = old.id
        self._decide(one)

    def _withdrawn(self, one: Submission, event: dict) -> None:
        self._supersede(one)
        one.status, one.question = WITHDRAWN, event["reason"]
        for other in list(self.pending.values()):  # those that waited only because of it
            if other.scope == one.scope and (other.about == one.id or other.status == DUPLICATE):
                self._decide(other)

    def _superseded(self, new: Submission, event: dict) -> None:
        old = self.by_id.get(event["old"])
        if old is None or old is new or new.status not in (ACCEPTED, HELD) or old.status in (SUPERSEDED, WITHDRAWN):
            return  # decided otherwise meanwhile: nobody may be left out by both
        self._supersede(old)
        new.settled.add("renamed")
        if new.status == HELD:
            self._decide(new)
        new.supersedes = old.id

    def _verdict(self, new: Submission) -> Verdict:
        copies = self.by_content[*new.scope, new.sha256]
        first = next((c for c in copies if c is not new and new.body and c.status in (ACCEPTED, HELD)), None)
        if first:
            return (
                DUPLICATE,
                f"与“{first.place}”内容相同，只计那一份。不需要这一份时可不处理。",
                None,
                first.id,
            )
        if reason := self._refusal(new):
            return RETURNED, reason, None, None
        for ask in QUESTIONS:
            found = ask(self, new)
            if found and found[2] not in new.settled:
                return found
        return ACCEPTED, None, None, None

    def _refusal(self, new: Submission) -> str | None:
        if new.refusal:
            return new.refusal
        if new.reading["outcome"] == "returned":
            return new.reading["reason"]
        if reason := handed_back.refusal(new, self.by_id):
            return reason
        for form in (self.forms[code] for code in new.reading["forms"]):
            if form.handed_in_by == "自治区" and new.body.code:
                return (
                    f"“{form.name}”由自治区下达，只能放在“{REGION_FOLDER}”文件夹；报送单位不报此表。请撤下。"
                )
            if form.handed_in_by == "报送单位" and not new.body.code:
                return f"“{form.name}”应由报送单位报送；“{REGION_FOLDER}”文件夹只放自治区下达的表和自治区的批准事项登记表。请移到报送单位的文件夹。"
        return None
