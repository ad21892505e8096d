"""A hundred files of each kind of mistake: none is let in silently. A hundred honest corrections: none is held."""

import csv
import io
import random

import pytest

from dagster_project.intake.person import is_valid_id

HEADER = ["序号", "工作单位", "姓名", "性别", "出生年月", "学历", "申报资格名称", "身份证号"]
TITLES = ["工程师", "高级工程师", "一级教师", "高级教师", "主治医师"]
FILES = 100


class Persons:
    """People who do not exist, each another one; three in four have an ID number."""

    def __init__(self, seed: int):
        self.rng, self.made = random.Random(seed), 0

    def person(self) -> list[str]:
        self.made += 1
        rng, year, month = self.rng, self.rng.randrange(1960, 2000), self.rng.randrange(1, 13)
        name = "赵" + chr(0x4E00 + self.made % 6000) + chr(0x4E00 + self.made // 6000)
        body = f"150523{year}{month:02}{1 + self.made % 28:02}{self.made % 1000:03}"
        number = next(body + last for last in "0123456789X" if is_valid_id(body + last))
        unit = f"开鲁县第{rng.randrange(1, 9)}中学"
        return [unit, name, rng.choice("男女"), f"{year}/{month:02}", "本科", rng.choice(TITLES),
                number if rng.random() < 0.75 else ""]  # fmt: skip

    def several(self, least: int, most: int) -> list[list[str]]:
        return [self.person() for _ in range(self.rng.randint(least, most))]


def text(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *([n, *row] for n, row in enumerate(rows, 1))])
    return out.getvalue().encode("gb18030")


def honest(persons: Persons, rows: list[list[str]]) -> list[list[str]]:
    """One or two people changed, added or gone; anything may be mended in the others' rows."""
    rows = [list(row) for row in rows]
    for _ in range(persons.rng.randint(1, 2)):
        what = persons.rng.choice(("changed", "added", "gone"))
        at = persons.rng.randrange(len(rows)) if rows else 0
        if what == "added" or len(rows) < 2:
            rows.insert(at, persons.person())
        elif what == "gone":
            del rows[at]
        else:
            rows[at] = persons.person()
    for row in rows:
        row[4] = "硕士"
    return rows


def shortened(persons: Persons, rows: list[list[str]]) -> list[list[str]]:
    gone = set(persons.rng.sample(range(len(rows)), max(3, len(rows) // 10 + 1)))
    return [row for n, row in enumerate(rows) if n not in gone]


MISTAKES = {
    "honest": ("2024/通辽市/{}.csv", honest, {"已接收"}),
    "renamed": ("2024/通辽市/更正/{}.csv", honest, {"待确认"}),
    "shortened": ("2024/通辽市/{}.csv", shortened, {"待确认"}),
    "other year": (
        "2023/通辽市/{}.csv",
        lambda _, rows: [[*r[:4], "硕士", *r[5:]] for r in rows],
        {"待确认"},
    ),
    "other body": ("2024/包头市/{}.csv", lambda _, rows: rows, {"已退回"}),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_hundred_of_each(intake, kind):
    place, change, expected = MISTAKES[kind]
    persons = Persons(len(kind))
    files = [persons.several(1 if kind == "honest" else 6, 40) for _ in range(FILES)]
    for n, rows in enumerate(files):
        intake.put(f"2024/通辽市/{n}.csv", text(rows))
    assert intake.run().in_force == FILES
    for n, rows in enumerate(files):
        intake.put(place.format(n), text(change(persons, rows)))
    intake.run()
    later = intake.submissions()[FILES:]
    assert len(later) == FILES
    assert {s["status"] for s in later} == expected
    in_force = sum(s["in_force"] for s in intake.submissions())
    assert in_force == FILES


def test_whole_rosters_of_other_people_are_nobodys_correction(intake):
    persons = Persons(7)
    for n in range(FILES):
        intake.put(f"2024/通辽市/{n}.csv", text(persons.several(1, 40)))
        intake.put(f"2023/通辽市/{n}.csv", text(persons.several(1, 40)))
    assert intake.run().in_force == 2 * FILES
