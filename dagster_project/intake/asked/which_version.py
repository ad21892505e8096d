"""Is it a correction of another file, a part of it, or its sum? By the persons in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dagster_project.intake import handed_back, same_person
from dagster_project.intake.compare import dropped
from dagster_project.intake.submissions import ACCEPTED, HELD, Submission, Verdict

if TYPE_CHECKING:
    from dagster_project.intake.judge import Judge


def returned_before(judge: Judge, new: Submission) -> Verdict | None:
    found = handed_back.question(new, judge.by_id)
    return (HELD, found[0], handed_back.ASKED, found[1]) if found else None


def from_other_folder(judge: Judge, new: Submission) -> Verdict | None:
    """Two folders may mean the same body (通辽市, 150500): files of one name in both are no versions of each other unless
    somebody says so.
    """
    old = judge.in_force.get(new.spot)
    if old is None or old is new or old.folder == new.folder:
        return None
    said = (f"“{new.place}”已从文件夹 inbox/{old.folder}/ 收到，这一份放在 inbox/{new.folder}/：两个文件夹是同一个报送单位，内容不同。"
            "用这一份替代那一份吗？答“否”则退回这一份，请换一个文件名报送。")  # fmt: skip
    return HELD, said, "folder", old.id


def renamed(judge: Judge, new: Submission) -> Verdict | None:
    corrects = (judge.in_force.get(new.spot), handed_back.source_of(new, judge.by_id))
    corrected = {old.id for old in corrects if old is not None}
    name, shared, size = judge.persons.most_alike(new.scope, judge.marks[new.id], corrected)
    if name is None or name in corrected:
        return None
    if 100 * shared <= judge.thresholds["held_renamed_share"] * size:
        return None
    place = judge.by_id[name].place
    said = f"表中 {size} 人里，{shared} 人已在“{place}”中。这份文件是那一份的更正吗？答“是”则替代那一份，答“否”则两份都计入。"
    return HELD, said, "renamed", name


def summed_up(judge: Judge, new: Submission) -> Verdict | None:
    """A file that sums up several others of its body would count their persons again."""
    if "renamed" in new.settled:
        return None
    corrects = (judge.in_force.get(new.spot), handed_back.source_of(new, judge.by_id))
    corrected = {old.id for old in corrects if old is not None}
    for form, mine in judge.marks[new.id].items():
        if "applied_title" not in judge.forms[form].labels("required"):
            continue
        again, size, names = judge.persons.summed(new.scope, mine, form, corrected)
        if len(names) > 1 and 100 * again > judge.thresholds["held_renamed_share"] * size:
            places = sorted(judge.by_id[name].place for name in names)
            said = "、".join(f"“{place}”" for place in places[:3]) + ("等" if len(names) > 3 else "")
            said = f"表中没有身份证号的 {size} 人里，{again} 人已在{said} {len(names)} 份文件中。这些人确实要再计一次吗？"
            return HELD, said, "summed", None
    return None


def copied_within(judge: Judge, new: Submission) -> Verdict | None:
    """A table that holds the persons of another one in the same workbook: an old copy, or a sheet that sums up the others."""
    for label, size, again in new.reading.get("copies", []):
        if 100 * again > judge.thresholds["held_renamed_share"] * size:
            where = f"工作表“{label}”" if label else "后面的表"
            said = f"{where}里没有身份证号的 {size} 人中，{again} 人以同样的申报资格已在同一文件的其他表里。这些人确实要再计一次吗？"
            return HELD, said, "copies", None
    return None


def shortened(judge: Judge, new: Submission) -> Verdict | None:
    returned = handed_back.source_of(new, judge.by_id)
    for old in (judge.in_force.get(new.spot), returned):
        if old is not None and old is not new and old.status == ACCEPTED and (found := _shorter(judge, new, old, old is returned)):
            return found
    return None


def _shorter(judge: Judge, new: Submission, old: Submission, is_mended: bool) -> Verdict | None:
    """is_mended: new is old's returned workbook. Names, sexes and numbers are mended there: as many persons, none gone."""
    for form, before in judge.marks[old.id].items():
        now = judge.marks[new.id].get(form)
        gone, size = dropped(before, now), before.size
        if is_mended and now is not None:
            gone = min(gone, size - now.size)
        if judge.look and _are_many(judge, gone, size):  # some may be known by what else their rows say
            gone = min(gone, _not_found_again(judge, new, old, form))
        if _are_many(judge, gone, size):
            said = f"原来的一份有 {size} 人，这一份少了其中 {gone} 人。这些人确实不再报送吗？"
            return HELD, said, "shortened", old.id
    return None


def _are_many(judge: Judge, gone: int, size: int) -> bool:
    limits = judge.thresholds
    return gone >= limits["held_shortened_persons"] and 100 * gone > limits["held_shortened_share"] * size


def _not_found_again(judge: Judge, new: Submission, old: Submission, form: str) -> int:
    before, now = (judge.look(form, one.reading["raw_run"], one.id) if form in one.reading["forms"] else [] for one in (old, new))
    return same_person.dropped(before, now)
