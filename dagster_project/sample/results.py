"""What the committees decided."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from . import cases
from .applying import Row, make_row, quota_scope
from .world import Scope

PASS_SHARE = {"22": 0.66, "04": 0.74, "05": 0.78, "06": 0.80, "07": 0.70, "23": 0.62, "17": 0.58, "09": 0.72}
OTHERS = ("未通过", "缓评", "取消", "")
OTHER_WEIGHTS = (78, 11, 4, 7)


@dataclass(slots=True)
class Outcome:
    """One decision; `outcome` empty is a case nobody has decided yet and has no line in the file."""

    row: Row
    outcome: str
    mode: str
    passed_on: date
    filed_on: date | None


def decide(rng: Random, year: int, rows: list[Row]) -> list[Outcome]:
    """Outcomes of one body's rows. Waiting and repeated lines and rosters without ID numbers have none here."""
    strict = rng.uniform(-0.07, 0.07) + (0.03 if year > 2023 else 0)
    passed_top: dict[str, int] = {}
    out = []
    for row in rows:
        if row.waits or row.mistake == "duplicate" or (row.green and without_id(year, row.scope)):
            continue
        recognised = "4" in row.tilt.split(",")
        passes = recognised or rng.random() < PASS_SHARE.get(row.series, 0.7) + strict
        if passes and row.is_top_teacher:
            line = quota_scope(row.unit)
            passed_top[line] = passed_top.get(line, 0) + 1
            passes = passed_top[line] <= cases.QUOTA_2023[line]
        word = "通过" if passes else rng.choices(OTHERS, OTHER_WEIGHTS)[0]
        if word:
            out.append(_outcome(rng, year, row, word, "认定" if recognised else "评审"))
    return out


def without_id(year: int, scope: Scope) -> bool:
    """The one green-channel roster that keeps to the 16 printed columns, which have no ID number."""
    return (scope.body, year) == (cases.GREEN_BODIES[2023][0], 2023)


def strangers(rng: Random, year: int, rows: list[Row], share: float = 0.001) -> list[Outcome]:
    """Outcomes of people who are on no roster: an ordinary mistake of result files, one at least in the first body."""
    count = max(round(share * len(rows)), bool(rows) and rows[0].unit.body == cases.GREEN_BODIES[2023][0])
    plain = [r for r in rows if not (r.fixed or r.green or r.is_top_teacher or r.scope.case)]
    chosen = rng.sample(plain, min(count, len(plain)))
    return [_outcome(rng, year, make_row(rng, year, r.scope, r.unit, "中级"), "通过", "评审") for r in chosen]


def _outcome(rng: Random, year: int, row: Row, word: str, mode: str) -> Outcome:
    passed_on = date(year, 7, 10) + timedelta(days=rng.randrange(42))
    filed = word == "通过" and rng.random() < 0.85
    return Outcome(
        row, word, mode, passed_on, passed_on + timedelta(days=rng.randrange(5, 20)) if filed else None
    )
