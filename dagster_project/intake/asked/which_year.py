"""Is it this year's file? By its titles and names, and by whom it holds."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from unicodedata import normalize

from dagster_project.intake.submissions import ACCEPTED, HELD, SUPERSEDED, Submission, Verdict

if TYPE_CHECKING:
    from dagster_project.intake.judge import Judge

NEAR = 3  # years: what lies further back is not last year's file
_HANDED_IN = (ACCEPTED, HELD, SUPERSEDED)
_NO_TITLE = r"(?<!截至)(?<!截止)(?<!\d)"
_YEAR = re.compile(_NO_TITLE + r"(20\d\d)(?: ?年(?! ?\d{1,2} ?月)|(?![\d年])(?! ?[-./] ?\d)(?! ?年)(?![〕\])】] ?\d+ ?号))")
_SHORT_YEAR = re.compile(r"(?<!\d)(2\d)年(?=度|申报|职称|评审|花名|岗位|公示|结果|统计)")
_DAY = re.compile(r"(?<!\d)(20\d\d)(?:(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)|[-./](?:0?[1-9]|1[0-2])[-./]\d{1,2}(?!\d))")


def titled_otherwise(judge: Judge, new: Submission) -> Verdict | None:
    other = [year for year in new.reading["years"] if year != str(new.year)]
    if not other:
        return _called_otherwise(new) or _told_otherwise(new)
    said = f"表题或工作表名写的是 {'、'.join(other)} 年，文件放在 {new.year} 年。这是 {new.year} 年的表吗？"
    return HELD, said, "year", None


def _called_otherwise(new: Submission) -> Verdict | None:
    """Its titles say no year, but its own name, or that of a folder it lies in, says another one."""
    place = PurePosixPath(new.place)
    names = [("文件名", place.stem), *((f"文件夹“{folder}”", folder) for folder in reversed(place.parts[:-1]))]
    for what, name in names if not new.reading["years"] else ():
        years = years_of_name(name, new.year)
        if new.year in years:
            return None
        if years:
            said = f"{what}写的是 {years[0]} 年，文件放在 {new.year} 年，表题没有写年度。这是 {new.year} 年的表吗？"
            return HELD, said, "year", None
    return None


def years_of_name(name: str, own: int) -> list[int]:
    """The years that a file or folder is named after: 2023年花名册, 花名册2023, 23年度; 花名册20230510 only when that lies
    before the year: it is the day of the export. Not 截至2023年底, not 〔2023〕108号.
    """
    name = normalize("NFKC", name)
    found = [int(year) for year in _YEAR.findall(name)] + [2000 + int(year) for year in _SHORT_YEAR.findall(name)]
    if own in found:
        return [own]
    return found + [int(year) for year in _DAY.findall(name) if 0 < own - int(year) <= NEAR]


def _told_otherwise(new: Submission) -> Verdict | None:
    """By the dates in it, the day it was signed, or when it was saved last."""
    if told := new.reading.get("years_told"):
        return HELD, f"{'；'.join(told[:3])}。文件放在 {new.year} 年。这是 {new.year} 年的表吗？", "year", None
    return None


def of_other_year(judge: Judge, new: Submission) -> Verdict | None:
    """The same file, or nearly the same persons with the same titles, in another year."""
    for one in judge.by_sha[new.body.key, new.sha256]:
        if one.year != new.year and one.status in _HANDED_IN and judge.yearly & set(new.reading["forms"]):
            said = f"内容与 {one.year} 年的“{one.place}”完全相同。这是 {new.year} 年的表吗？"
            return HELD, said, "year", None
    year, shared, size = judge.persons.other_year(new.scope, judge.marks[new.id])
    if year is None or 100 * shared <= judge.thresholds["wrong_year_share"] * size:
        return None
    said = f"表中 {size} 人里，{shared} 人以同样的申报资格出现在 {year} 年的报送中。这是 {new.year} 年的表吗？"
    return HELD, said, "year", None
