"""Tilt codes, green channel, channels, and the ordinary mistakes of clerks."""

from dataclasses import replace
from random import Random

from . import cases
from .applying import Row
from .titles import SENIOR

MISTAKES = (
    "no_unit", "unknown_title", "id_number", "id_check", "birth", "sex", "no_sex", "tilt", "duplicate",
)  # fmt: skip
# Code 1 is for a first title, code 6 for towns: one clerk in ten overlooks it.
FORGETFUL = 0.1
UNKNOWN_TITLES = ("高级技师", "副高", "中级职称", "高级讲习师", "工程员")


def add_special(rng: Random, year: int, rows: list[Row]) -> None:
    """Give rows their channel, green channel and tilt code, in sensible proportions."""
    for row in rows:
        if row.is_top_teacher or row.mistake:
            continue
        if row.scope.body == cases.EXTRA_COLUMNS_BODY:
            row.employment = (
                "非在编" if rng.random() < 0.12 and row.unit.is_public and not row.fixed else "在编"
            )
            if (
                row.level == "副高级"
                and row.series in ("22", "04", "06")
                and rng.random() < 0.1
                and not row.fixed
            ):
                row.channel = "定向评价"
        green = row.scope.body in cases.GREEN_BODIES[year] and row.level in SENIOR and row.unit.is_public
        if green and not row.fixed and not row.channel and rng.random() < 0.07:
            row.green = True
        elif (year > 2023 or row.scope.body in cases.TILT_IN_2023) and not row.fixed:
            row.tilt = _tilt(rng, row)
            if row.tilt == "1" and rng.random() > FORGETFUL:
                row.current = ""


def _tilt(rng: Random, row: Row) -> str:
    """A code, two codes, or nothing: nobody in a 事业单位 takes 7 or 9, only the countryside has 3, its townships 4 and 5."""
    if not row.unit.is_public:
        return rng.choices(("7", "9", ""), (75, 10, 15))[0]
    draw = rng.random()
    if row.series == "04" and draw < 0.06:
        return "8"
    rural = row.unit.affiliation in ("旗县区", "乡镇")
    if rural and row.level in SENIOR and draw > 0.86:
        return rng.choices(("3", "3,10", "3、10"), (88, 6, 6))[0]
    in_township = row.unit.affiliation == "乡镇"
    if rural and row.level == "中级" and draw > (0.5 if in_township else 0.88):
        drawn = rng.choices(("5", "3", "3,5", "3、5", "4"), (36, 20, 15, 15, 14))[0]
        return drawn if in_township else "3"
    if rural and row.level == "助理级" and in_township and draw > 0.5:
        return "4"
    code = "" if draw > 0.10 else rng.choices(("1", "2", "6", "10"), (16, 32, 40, 12))[0]
    return "2" if code == "6" and in_township and rng.random() > FORGETFUL else code


def add_mistakes(rng: Random, year: int, rows: list[Row], share: float = 0.02) -> list[Row]:
    """About one row in fifty goes wrong, each kind in turn; the designed rows and cases stay as they are.

    A duplicate takes the place of another row of the same unit, so that the number of rows stays.
    """
    rows = list(rows)
    open_to = [i for i, r in enumerate(rows) if not r.fixed and not r.green and not r.is_top_teacher]
    for turn, i in enumerate(rng.sample(open_to, min(len(open_to), round(share * len(rows))))):
        row = rows[i]
        kind = "lower_x" if row.person.id_number.endswith("X") else MISTAKES[turn % len(MISTAKES)]
        if kind == "duplicate":
            twin = _twin(rows, i)
            rows[i] = replace(twin, mistake="duplicate") if twin else row
        elif kind in ("no_unit", "unknown_title") and not _may_wait(year, kind, row):
            row.mistake = "id_check"
        else:
            row.mistake = kind
        if row.mistake == "tilt" and (year > 2023 or row.scope.body in cases.TILT_IN_2023):
            row.tilt = rng.choice(("11", "无", "30年"))
        elif row.mistake == "tilt":
            row.mistake = "no_sex"
    return rows


def _twin(rows: list[Row], i: int) -> Row | None:
    near = (r for r in rows[max(0, i - 200) : i + 200] if r is not rows[i])
    return next((r for r in near if r.unit is rows[i].unit and not (r.mistake or r.fixed or r.green)), None)


def _may_wait(year: int, kind: str, row: Row) -> bool:
    """In the year of the cases no line waits where a case must be certain, nor without unit in schools but one body's."""
    certain = row.scope.body in cases.CERTAIN_BODIES or bool(row.scope.case)
    everywhere = kind == "no_unit" and row.series == "22" and row.scope.body != cases.NO_BANNER_BODY
    return year != cases.DESIGN_YEAR or not (certain or everywhere)
