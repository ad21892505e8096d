"""Is it this body's file? By the places that its units, its titles and its columns name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dagster_project.intake.places import OWN_BODY
from dagster_project.intake.submissions import HELD, RETURNED, Submission, Verdict

if TYPE_CHECKING:
    from dagster_project.intake.judge import Judge


def _is_near(code: str, own: str) -> bool:
    """Whether two bodies are one, or one lies in the other: 满洲里市 (150781) in 呼伦贝尔市 (150700)."""
    return code[:4] == own[:4]


def of_other_body(judge: Judge, new: Submission) -> Verdict | None:
    """Another body's file is returned; where few names tell, of few units, it is asked.

    A name beginning with 内蒙古 speaks for the region's own file, and against nobody else's.
    """
    found, own = new.reading.get("units", {}), new.body.code
    units = {code: n for code, n in found.items() if code and (code != OWN_BODY or own == OWN_BODY)}
    if not units or not own or own in units:
        return None
    known, all_units = sum(units.values()), sum(found.values())
    code, most = max(units.items(), key=lambda item: (item[1], item[0]))
    share = judge.thresholds["wrong_body_share"]
    if 100 * most < share * known:
        return None
    name = judge.bodies.get(code, code)
    said = f"表中能看出所在地的 {known} 个单位里，{most} 个在{name}，没有一个在{new.body.name}"
    mixed = judge.thresholds["mixed_body_share"]
    is_vertical = own == OWN_BODY and 100 * most < mixed * known  # a department of the region has units in several leagues
    if is_vertical or (known < judge.thresholds["wrong_body_units"] and 2 * known < all_units):
        if own == OWN_BODY and not is_vertical and 100 * most < share * all_units:
            return None  # most of its units bear no place's name: one that does proves little
        return HELD, f"{said}。这份文件确实由{new.body.name}报送吗？", "body", None
    where = f"inbox/{new.year}/{name}/"
    return (
        RETURNED,
        f"{said}：像是{name}的文件。请交{name}报送（放错文件夹的移到 {where}）；确属本单位的，请核对单位名称后重新报送。",
        "body",
        None,
    )


def mostly_of_other_body(judge: Judge, new: Submission) -> Verdict | None:
    """Most of the units that tell lie in one other body, though some are its own: it may hold two bodies' rows."""
    found, own = new.reading.get("units", {}), new.body.code
    known = sum(n for code, n in found.items() if code and code != OWN_BODY)
    code, most = max(((c, n) for c, n in found.items() if c and c != own), key=lambda item: (item[1], item[0]), default=("", 0))
    if own in (None, OWN_BODY) or code in ("", OWN_BODY) or _is_near(code, own):
        return None
    if most < judge.thresholds["wrong_body_units"] or 100 * most < judge.thresholds["mixed_body_share"] * known:
        return None
    said = f"表中能看出所在地的 {known} 个单位里，{most} 个在{judge.bodies.get(code, code)}，只有 {found.get(own, 0)} 个在{new.body.name}"
    return HELD, f"{said}。这份文件确实由{new.body.name}报送吗？", "body", None


def named_for_other_body(judge: Judge, new: Submission) -> Verdict | None:
    """Its titles name another body, and no unit is seen to be its own."""
    named, own = new.reading.get("named", []), new.body.code
    if not own or not named or own in new.reading.get("units", {}) or any(_is_near(code, own) for code in named):
        return None
    names = "、".join(judge.bodies.get(code, code) for code in named)
    said = f"表题或填报单位写的是{names}，表中看不出有{new.body.name}的单位。这份文件确实由{new.body.name}报送吗？"
    return HELD, said, "body", None


def of_the_region(judge: Judge, new: Submission) -> Verdict | None:
    """Units that bear the region's own name, in a body's folder, and none that is seen to be its own."""
    found, own, most = new.reading.get("units", {}), new.body.code, new.reading.get("of_region", 0)
    all_units = sum(found.values())
    if own in (None, OWN_BODY) or own in found or not most or 100 * most < judge.thresholds["wrong_body_share"] * all_units:
        return None
    said = f"表中 {all_units} 个单位里，{most} 个的名称以“自治区”开头，没有一个看得出在{new.body.name}。这份文件确实由{new.body.name}报送吗？"
    return HELD, said, "body", None
