"""The ledger's events, in order, give each submission its one status: what was read, what else lies at its place,
what people decided.
"""

from fractions import Fraction
from pathlib import PurePosixPath

from dagster_project.forms import Form
from dagster_project.intake import handed_back
from dagster_project.intake.bodies import REGION_FOLDER
from dagster_project.intake.compare import InForce, Marks, dropped, marks_of, meet
from dagster_project.intake.folded import FOLDED, State
from dagster_project.intake.layout.titles import title_year
from dagster_project.intake.places import OWN_BODY
from dagster_project.intake.submissions import (
    ACCEPTED,
    DUPLICATE,
    HELD,
    RETURNED,
    SUPERSEDED,
    WITHDRAWN,
    Submission,
)

DECIDED = ("confirmed", "withdrawn", "superseded")


def _is_near(code: str, own: str) -> bool:
    """Whether two bodies are one, or one lies in the other: 满洲里市 (150781) in 呼伦贝尔市 (150700)."""
    return code[:4] == own[:4]


Verdict = tuple[
    str, str | None, str | None, str | None
]  # status, reason or question, what is asked, about which


class Judge:
    """readings: by submission id; bodies: names by code; thresholds: see dbt/seeds/policy/threshold.csv.

    A file supersedes only the file at its own place, the one it was returned from (handed_back.py), or the one it is
    said to correct, and only once it is accepted: what is returned, held or a copy of another file leaves the earlier version in force.
    """

    def __init__(
        self,
        readings: dict[str, dict],
        forms: tuple[Form, ...],
        bodies: dict,
        thresholds: dict[str, Fraction],
    ):
        self.readings, self.bodies, self.thresholds = readings, bodies, thresholds
        self.forms = {form.code: form for form in forms}
        self.by_id: dict[str, Submission] = {}
        self.by_content: dict[tuple, list[Submission]] = {}
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
        for one in map(self.by_id.__getitem__, state.in_force):
            self.in_force[one.spot] = one
        self.pending = {(one := self.by_id[name]).spot: one for name in state.pending}

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
        meet(*both)

    def _received(self, new: Submission, path: str) -> None:
        new = self.by_id.setdefault(new.id, new)
        new.reading = self.readings.get(new.id, {})
        new.path = path
        copies = self.by_content.setdefault((*new.scope, new.sha256), [])
        if all(new is not copy for copy in copies):
            copies.append(new)
        self._decide(new)

    def _decide(self, new: Submission) -> None:
        """Give it its status as things are now, and its place."""
        self._leave(new)
        source = handed_back.source_of(new, self.by_id)
        if source is not None:
            new.settled |= source.settled - handed_back.ASKED_AGAIN
        new.status, new.question, new.asked, new.about = self._verdict(new)
        before, old = self.pending.pop(new.spot, None), self.in_force.get(new.spot)
        replaced = next((one.id for one in (source, old, before) if one is not None and one is not new), None)
        new.supersedes = replaced or new.supersedes
        if before is not None and before is not new:
            before.status, before.question, before.asked = SUPERSEDED, None, None
        if source is not None and (new.status == ACCEPTED or (new.status == HELD and source.status == HELD)):
            self._supersede(source)
            new.settled.add(handed_back.ASKED)
        if new.status != ACCEPTED:
            self.pending[new.spot] = new
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
        if self.pending.get(one.spot) is one:
            del self.pending[one.spot]
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
        if old is None or old is new:
            return
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
        for ask in (
            self._handed_back,
            self._titled_otherwise,
            self._of_other_body,
            self._mostly_of_other_body,
            self._named_for_other_body,
            self._copied_within,
            self._of_other_year,
            self._renamed,
            self._summed_up,
            self._shortened,
        ):
            found = ask(new)
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

    def _handed_back(self, new: Submission) -> Verdict | None:
        found = handed_back.question(new, self.by_id)
        return (HELD, found[0], handed_back.ASKED, found[1]) if found else None

    def _titled_otherwise(self, new: Submission) -> Verdict | None:
        other = [year for year in new.reading["years"] if year != str(new.year)]
        if not other:
            return self._called_otherwise(new)
        said = f"表题写的是 {'、'.join(other)} 年，文件放在 {new.year} 年。这是 {new.year} 年的表吗？"
        return HELD, said, "year", None

    def _called_otherwise(self, new: Submission) -> Verdict | None:
        """Its titles say no year, but its own name says another one."""
        said = None if new.reading["years"] else title_year(PurePosixPath(new.place).stem)
        if said is None or said == str(new.year):
            return None
        return HELD, f"文件名写的是 {said} 年，文件放在 {new.year} 年，表题没有写年度。这是 {new.year} 年的表吗？", "year", None

    def _of_other_body(self, new: Submission) -> Verdict | None:
        """Another body's file is returned; where few names tell, of few units, it is asked.

        A name beginning with 内蒙古 speaks for the region's own file, and against nobody else's.
        """
        found, own = new.reading.get("units", {}), new.body.code
        units = {code: n for code, n in found.items() if code and (code != OWN_BODY or own == OWN_BODY)}
        if not units or not own or own in units:
            return None
        known, all_units = sum(units.values()), sum(found.values())
        code, most = max(units.items(), key=lambda item: (item[1], item[0]))
        share = self.thresholds["wrong_body_share"]
        if 100 * most < share * known:
            return None
        name = self.bodies.get(code, code)
        said = f"表中能看出所在地的 {known} 个单位里，{most} 个在{name}，没有一个在{new.body.name}"
        if known < self.thresholds["wrong_body_units"] and 2 * known < all_units:
            if own == OWN_BODY and 100 * most < share * all_units:
                return None  # most of its units bear no place's name: one that does proves little
            return HELD, f"{said}。这份文件确实由{new.body.name}报送吗？", "body", None
        where = f"inbox/{new.year}/{name}/"
        return (
            RETURNED,
            f"{said}：像是{name}的文件。请交{name}报送（放错文件夹的移到 {where}）；确属本单位的，请核对单位名称后重新报送。",
            "body",
            None,
        )

    def _mostly_of_other_body(self, new: Submission) -> Verdict | None:
        """Most of the units that tell lie in one other body, though some are its own: it may hold two bodies' rows."""
        found, own = new.reading.get("units", {}), new.body.code
        known = sum(n for code, n in found.items() if code and code != OWN_BODY)
        code, most = max(((c, n) for c, n in found.items() if c and c != own), key=lambda item: (item[1], item[0]), default=("", 0))
        if own in (None, OWN_BODY) or code in ("", OWN_BODY) or _is_near(code, own):
            return None
        if most < self.thresholds["wrong_body_units"] or 100 * most < self.thresholds["mixed_body_share"] * known:
            return None
        said = f"表中能看出所在地的 {known} 个单位里，{most} 个在{self.bodies.get(code, code)}，只有 {found.get(own, 0)} 个在{new.body.name}"
        return HELD, f"{said}。这份文件确实由{new.body.name}报送吗？", "body", None

    def _named_for_other_body(self, new: Submission) -> Verdict | None:
        """Its titles name another body, and no unit is seen to be its own."""
        named, own = new.reading.get("named", []), new.body.code
        if not own or not named or own in new.reading.get("units", {}) or any(_is_near(code, own) for code in named):
            return None
        names = "、".join(self.bodies.get(code, code) for code in named)
        said = f"表题或填报单位写的是{names}，表中看不出有{new.body.name}的单位。这份文件确实由{new.body.name}报送吗？"
        return HELD, said, "body", None

    def _copied_within(self, new: Submission) -> Verdict | None:
        """A table that holds the persons of another one in the same workbook: an old copy, or a sheet that sums up the others."""
        for label, size, again in new.reading.get("copies", []):
            if 100 * again > self.thresholds["held_renamed_share"] * size:
                where = f"工作表“{label}”" if label else "后面的表"
                said = f"{where}里没有身份证号的 {size} 人中，{again} 人以同样的申报资格已在同一文件的其他表里。这些人确实要再计一次吗？"
                return HELD, said, "copies", None
        return None

    def _of_other_year(self, new: Submission) -> Verdict | None:
        year, shared, size = self.persons.other_year(new.scope, self.marks[new.id])
        if year is None or 100 * shared <= self.thresholds["wrong_year_share"] * size:
            return None
        said = f"表中 {size} 人里，{shared} 人以同样的申报资格出现在 {year} 年的报送中。这是 {new.year} 年的表吗？"
        return HELD, said, "year", None

    def _renamed(self, new: Submission) -> Verdict | None:
        corrects = (self.in_force.get(new.spot), handed_back.source_of(new, self.by_id))
        corrected = {old.id for old in corrects if old is not None}
        name, shared, size = self.persons.most_alike(new.scope, self.marks[new.id], corrected)
        if name is None or name in corrected:
            return None
        if 100 * shared <= self.thresholds["held_renamed_share"] * size:
            return None
        place = self.by_id[name].place
        said = f"表中 {size} 人里，{shared} 人已在“{place}”中。这份文件是那一份的更正吗？答“是”则替代那一份，答“否”则两份都计入。"
        return HELD, said, "renamed", name

    def _summed_up(self, new: Submission) -> Verdict | None:
        """A file that sums up several others of its body would count their persons again."""
        if "renamed" in new.settled:
            return None
        corrects = (self.in_force.get(new.spot), handed_back.source_of(new, self.by_id))
        corrected = {old.id for old in corrects if old is not None}
        for form, mine in self.marks[new.id].items():
            if "applied_title" not in self.forms[form].labels("required"):
                continue
            again, size, names = self.persons.summed(new.scope, mine, form, corrected)
            if len(names) > 1 and 100 * again > self.thresholds["held_renamed_share"] * size:
                places = sorted(self.by_id[name].place for name in names)
                said = "、".join(f"“{place}”" for place in places[:3]) + ("等" if len(names) > 3 else "")
                said = f"表中没有身份证号的 {size} 人里，{again} 人已在{said} {len(names)} 份文件中。这些人确实要再计一次吗？"
                return HELD, said, "summed", None
        return None

    def _shortened(self, new: Submission) -> Verdict | None:
        returned = handed_back.source_of(new, self.by_id)
        for old in (self.in_force.get(new.spot), returned):
            if old is not None and old is not new and old.status == ACCEPTED and (found := self._shorter(new, old, old is returned)):
                return found
        return None

    def _shorter(self, new: Submission, old: Submission, is_mended: bool) -> Verdict | None:
        """is_mended: new is old's returned workbook. Names, sexes and numbers are mended there: as many persons, none gone."""
        for form, before in self.marks[old.id].items():
            now = self.marks[new.id].get(form)
            gone, size = dropped(before, now), before.size
            if is_mended and now is not None:
                gone = min(gone, size - now.size)
            least = self.thresholds["held_shortened_persons"]
            if gone >= least and 100 * gone > self.thresholds["held_shortened_share"] * size:
                said = f"原来的一份有 {size} 人，这一份少了其中 {gone} 人。这些人确实不再报送吗？"
                return HELD, said, "shortened", old.id
        return None
