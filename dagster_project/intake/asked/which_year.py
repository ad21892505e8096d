"""Is it this year's file? By its titles and names, and by whom it holds."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dagster_project.intake.layout.titles import title_year
from dagster_project.intake.submissions import HELD, Submission, Verdict

if TYPE_CHECKING:
    from dagster_project.intake.judge import Judge


def titled_otherwise(judge: Judge, new: Submission) -> Verdict | None:
    other = [year for year in new.reading["years"] if year != str(new.year)]
    if not other:
        return _called_otherwise(judge, new)
    said = f"表题或工作表名写的是 {'、'.join(other)} 年，文件放在 {new.year} 年。这是 {new.year} 年的表吗？"
    return HELD, said, "year", None


def _called_otherwise(judge: Judge, new: Submission) -> Verdict | None:
    """Its titles say no year, but its own name says another one."""
    said = None if new.reading["years"] else title_year(PurePosixPath(new.place).stem)
    if said is None or said == str(new.year):
        return None
    return HELD, f"文件名写的是 {said} 年，文件放在 {new.year} 年，表题没有写年度。这是 {new.year} 年的表吗？", "year", None


def of_other_year(judge: Judge, new: Submission) -> Verdict | None:
    year, shared, size = judge.persons.other_year(new.scope, judge.marks[new.id])
    if year is None or 100 * shared <= judge.thresholds["wrong_year_share"] * size:
        return None
    said = f"表中 {size} 人里，{shared} 人以同样的申报资格出现在 {year} 年的报送中。这是 {new.year} 年的表吗？"
    return HELD, said, "year", None
