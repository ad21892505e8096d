"""Random legal layouts of one roster: whatever stands around and among the rows, the same rows come back."""

import random

import pytest

from dagster_project.forms import load_forms
from dagster_project.intake.layout.table import SheetReader

FORMS = load_forms(year=2024)
ROSTER = FORMS[0]
AROUND = {
    "title": [["通辽市2024年申报（高）级专业技术职称花名册（工程系列）"], ["", "2024年申报花名册"]],
    "unit_row": [["单位（盖章）：开鲁县教育局"], ["单位（盖章）：", "", "开鲁县教育局"]],
    "subtotal": [["小计", "", "", "", "", "12"], ["", "", "开鲁县 小 计"]],
    "total": [["合 计", "", "", "", "3"], ["总计"]],
    "remark": [["备注：1.某某"], ["说明：一式两份"]],
    "contact": [["联系人：", "赵X", "联系电话：", "0000"], ["填表人：钱X"]],
    "ellipsis": [["..."], ["…", "…", "…"]],
    "blank": [[], ["", " ", "\u3000"], [17]],
}


def label(rng: random.Random, column) -> str:
    """One of the ways of writing a column's name, with blanks, line breaks or full-width brackets put in."""
    text = rng.choice((column.label, *column.aliases))
    if rng.random() < 0.3:
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice((" ", "\n", "\u3000")) + text[at:]
    return text + rng.choice(("", "", "（必填）", ":", "*"))


def person(rng: random.Random, names: list[str], number: int) -> dict[str, str]:
    values = {name: rng.choice(("", f"{name}{rng.randrange(99)}", "注册", "2018/12")) for name in names}
    values |= {
        "person_name": f"赵{number}",
        "unit_name": "开鲁县第一中学",
        "applied_title": "工程师",
        "seq": str(number),
    }
    return {name: text for name, text in values.items() if text and name in names}


@pytest.mark.property
@pytest.mark.parametrize("seed", range(100))
def test_the_same_rows_come_back(seed):
    rng = random.Random(seed)
    optional = [c for c in ROSTER.columns if c.need != "required" and rng.random() < 0.6 and c.name != "seq"]
    columns = [c for c in ROSTER.columns if c.need == "required"] + optional
    rng.shuffle(columns)
    if rng.random() < 0.8:
        columns.insert(0, ROSTER.columns[0])
    left = rng.choice((0, 0, 1)) if columns[0].name != "seq" else 0
    sheet, written = [], []

    def around(*kinds: str) -> None:
        for _ in range(rng.randrange(3)):
            kind = rng.choice(kinds)
            if kind != "blank" or columns[0].name == "seq":
                sheet.append(list(rng.choice(AROUND[kind])))

    around("title", "unit_row")
    header = [""] * left + [label(rng, c) for c in columns] + ["自加的列"]
    sheet.append(header)
    for number in range(1, rng.randrange(2, 30)):
        values = person(rng, [c.name for c in columns], number)
        written.append((len(sheet) + 1, values))
        sheet.append([""] * left + [values.get(c.name, "") for c in columns] + ["补充"])
        if rng.random() < 0.2:
            around("subtotal", "blank")
        if rng.random() < 0.05:
            sheet.append(header)
    around("total", "ellipsis", "blank")
    around("remark", "contact")

    taken = []
    reader = SheetReader("", FORMS, [], lambda _, part: taken.append(part))
    reader.read(iter(sheet))
    [table] = reader.tables
    assert table.header.form is ROSTER
    data = [row for part in taken for row in rows_of(part) if row[1] == "data"]
    assert [(row_no, values) for row_no, _, values, _ in data] == written
    assert {extra for *_, extra in data} == {'{"自加的列": "补充"}'}


def rows_of(part) -> list[tuple]:
    """(row number, kind, texts by column, other columns) of each row."""
    size = len(part.kinds)
    columns = [[(name, text) for text in texts] for name, texts in part.columns.items()]
    values = [{n: t for n, t in row if t} for row in zip(*columns, strict=True)] or [{}] * size
    return list(zip(part.row_nos, part.kinds, values, part.extra or [None] * size, strict=True))
