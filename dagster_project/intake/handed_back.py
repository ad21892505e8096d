"""A returned workbook that was mended and handed back: whose place it takes, by the id in its hidden sheet.

It takes the place of the submission it was returned from, under any name, in the same year and body only. Where that
submission is no longer the last word, a person is asked.
"""

from dagster_project.intake.submissions import ACCEPTED, HELD, RETURNED, SUPERSEDED, WITHDRAWN, Submission

ASKED = "handed_back"
ASKED_AGAIN = {ASKED, "shortened"}  # what was answered otherwise of the file it was returned from holds for it too
_REPLACEABLE = (ACCEPTED, HELD, RETURNED)
_NOT_OURS = (
    "文件里的退回编号属于另一个报送单位或另一个年度，不能放在这里。请改用退给本单位、本年度的文件；"
    "确是本单位新填的表，请把数据复制到新的工作簿后报送。"
)
_UNKNOWN = "文件里的退回编号 {id} 在收件记录里查不到，不知道要替代哪一份。把这份文件作为新的报送计入吗？"
_WITHDRAWN = "这份文件是由“{place}”的退回文件改成的，那一份已经撤回。这份要计入吗？"
_GONE = "这份文件是由“{place}”的退回文件改成的，那一份已不再有效。这份要计入吗？"
_LATER = "这份文件是由“{place}”较早的退回文件改成的，那一份已由“{now}”替代。用这份替代现在的那一份吗？"


def source_of(new: Submission, by_id: dict[str, Submission]) -> Submission | None:
    """The submission whose place it takes: still in force, held or returned, of the same year and body."""
    old = by_id.get(new.reading.get("returned_from"))
    is_replaceable = old is not None and old is not new and old.scope == new.scope and old.status in _REPLACEABLE
    return old if is_replaceable else None


def refusal(new: Submission, by_id: dict[str, Submission]) -> str | None:
    """Why it cannot be taken here: it was returned to somebody else, whose name is not told."""
    old = by_id.get(new.reading.get("returned_from"))
    return _NOT_OURS if old is not None and old.scope != new.scope else None


def question(new: Submission, by_id: dict[str, Submission]) -> tuple[str, str | None] | None:
    """(the question, the submission in force that it would replace) where the id is no longer the last word."""
    name = new.reading.get("returned_from")
    old = by_id.get(name)
    if name is None or old is new or (old is not None and old.status in _REPLACEABLE):
        return None
    if old is None:
        return _UNKNOWN.format(id=name), None
    now = _successor(old, by_id)
    if now is new:
        return None
    if now is not None:
        return _LATER.format(place=old.place, now=now.place), now.id
    said = _WITHDRAWN if old.status == WITHDRAWN else _GONE
    return said.format(place=old.place), None


def _successor(old: Submission, by_id: dict[str, Submission]) -> Submission | None:
    """What stands in its place today."""
    next_of = {one.supersedes: one for one in by_id.values() if one.supersedes and one.status != RETURNED}
    seen: set[str] = set()
    while old is not None and old.status == SUPERSEDED and old.id not in seen:
        seen.add(old.id)
        old = next_of.get(old.id)
    return old if old is not None and old.status in (ACCEPTED, HELD) else None
