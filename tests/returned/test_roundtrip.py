"""Random rows with planted mistakes → findings are exactly those planted → returned workbooks → mended by a script that
knows only what the workbooks say → accepted in full, each in the place of the file it was returned from.
"""

import io
import os
import random
import re
from datetime import datetime
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from dagster_project import dbt_runner
from dagster_project.forms import ours
from dagster_project.intake import take_in
from dagster_project.returned import write_returned
from tests.marts.books import ROSTER, book
from tests.returned.plant import PLANTS, UNITS, clean_row, graduated, held, posts, registers, with_digit

COLOURS = {"F8B4B4", "FFF2A8"}
BODIES = ("包头市", "通辽市")
SEEDS = range(1, 1 + int(os.environ.get("ZHICHENG_SEEDS", "2")))


def build(home, run_id: str) -> None:
    take_in(home, run_id, datetime(2026, 1, 2, 3, 4), "abcdef01")
    dbt_runner.build(home, dbt_runner.load_manifest(dbt_runner.manifest_folder()))


def fill(home, seed: int) -> dict[tuple, set[str]]:
    """Rosters of both bodies, in sub-folders and layouts of their own; returns {(place, row): checks planted}."""
    chance, planted = random.Random(seed), {}
    for body in BODIES:
        registers(home, body)
        posts(home, body)
        for number in range(4):
            rows, marks = [], []
            for _ in range(chance.randint(5, 12)):
                row = clean_row(chance, body)
                checks, spoiled = set(), set()
                for plant in chance.sample(PLANTS, chance.choice([0, 0, 1, 1, 2, 3])):
                    if not spoiled & plant.columns:
                        plant.spoil(row, chance)
                        checks.add(plant.check)
                        spoiled |= plant.columns
                rows.append(row)
                marks.append(checks)
            above = [f"{body}2023年申报（）级专业技术职称花名册（xx系列）", "单位（盖章）："][: chance.randint(0, 2)]
            place = f"2023/{body}/旗县{number % 2}/花名册{number}.xlsx"
            book(home, place, ROSTER, rows, above)
            planted |= {(place[5:], len(above) + 2 + n): checks for n, checks in enumerate(marks) if checks}
    return planted


def findings(home) -> dict[tuple, set[str]]:
    import duckdb

    query = """select s.bureau_name || '/' || s.place, f.row_no, f.check_id from resolved.int_finding as f
        inner join marts.mart_submission as s using (submission_id)"""
    found: dict[tuple, set[str]] = {}
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        for place, row, check in connection.execute(query).fetchall():
            found.setdefault((place, row), set()).add(check)
    return found


# What a clerk knows: the title one level above the one held.
NEXT = {"工程师": "高级工程师", "二级教师": "一级教师", "主治医师": "副主任医师", "助理工程师": "工程师", "三级教师": "二级教师", "医师": "主治医师"}


def mended(content: bytes) -> bytes:
    """Mend a workbook by what it says: the coloured cells of rows that are not 接收, by the words of their comments."""
    workbook = load_workbook(io.BytesIO(content))
    for sheet in workbook.worksheets:
        header = next((row for row in sheet.iter_rows() if any(cell.value == ours.STATUS for cell in row)), None)
        if header is None or sheet.title == ours.EXPLANATION:
            continue
        at = {cell.value: cell.column for cell in header if cell.value}
        for row in sheet.iter_rows(min_row=header[0].row + 1):
            if row[at[ours.STATUS] - 1].value in (None, "接收"):
                continue
            wrong = [cell for cell in row if cell.comment]
            assert wrong and all(cell.fill.fgColor.rgb[-6:] in COLOURS for cell in wrong)
            for cell in wrong:
                mend(cell, header[cell.column - 1].value, {name: row[column - 1].value for name, column in at.items()})
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def mend(cell, column: str, row: dict) -> None:
    """Do what the comment asks for, with the words it offers, the other cells of the row and the person's papers."""
    said, number = cell.comment.text, str(row["身份证号"] or "")
    birth, sex = f"{number[6:10]}/{number[10:12]}", "男" if int(number[16]) % 2 else "女"
    title = NEXT[re.match(r"[^\d（( ]+", row["现有资格及取得时间"])[0]]
    unit = next(unit for unit in UNITS.values() for unit in unit if unit[:2] == row["毕业院校及时间"][:2])
    when = {"毕业院校及时间": graduated, "现有资格及取得时间": held}.get(column, lambda row: None)(row)
    example = re.search(r"如“(.+?)”", said)
    asked = {
        "第 7 至 12 位": birth, "如 1987/09": birth, "第 17 位": sex, "应为“男”或“女”": sex, "应填写姓名": "某某",
        "校验位正确": with_digit(number[:17]), "前两位应为省级": with_digit("15" + number[2:17]), "应填写单位全称": unit,
        "应为区直、盟市": "旗县区", "应为职称表中的全称": title, "逐级申报": title, "应为博士、硕士": "本科",
        "56 个民族": example and example[1], "没有的留空": None, "只用于企业": None, "限苏木乡镇": None,
        "应在当月之内": when, "应在报送以前": when, "申报截止日以前": when, "与出生年月相称": when, "在毕业以后取得": when,
    }  # fmt: skip
    [cell.value] = {value for words, value in asked.items() if words in said}


@pytest.mark.slow
@pytest.mark.property
@pytest.mark.parametrize("seed", SEEDS)
def test_planted_found_returned_mended_accepted(home, monkeypatch, seed):
    monkeypatch.setenv("ZHICHENG_HOME", str(home.path))
    planted = fill(home, seed)
    assert len(set().union(*planted.values())) >= 12
    build(home, "r1")
    assert findings(home) == planted
    done = write_returned(home)
    places = {place for place, _ in planted}
    assert (done.written, done.failed) == (len(places), 0)
    returned = {path.relative_to(home.outbox): path for path in home.outbox.glob("2023/*/退回修改/*/*.xlsx")}
    assert {f"{path.parts[1]}/{'/'.join(path.parts[3:])}" for path in returned} == places
    owner_only_zipped_and_written_once(home, places)
    before = counts(home)
    for number, (path, file) in enumerate(returned.items()):  # under other names, in another folder
        target = home.inbox / path.parts[0] / path.parts[1] / f"改好的{number}.xlsx"
        target.write_bytes(mended(file.read_bytes()))
    build(home, "r2")
    assert findings(home) == {}
    after = counts(home)
    assert after == {"已替代": 0, "已接收": before["rows"], "rows": before["rows"]}
    assert write_returned(home).standing == 0
    assert not [path for path in home.outbox.rglob("*") if path.is_file()]


def owner_only_zipped_and_written_once(home, places: set[str]) -> None:
    files = {path: path.stat().st_mtime_ns for path in home.outbox.rglob("*") if path.is_file()}
    assert all(path.stat().st_mode & 0o077 == 0 for path in home.outbox.rglob("*"))
    packed = {(body, name) for body in BODIES for name in ZipFile(home.outbox / "2023" / body / "退回修改.zip").namelist()}
    assert packed == {tuple(place.split("/", 1)) for place in places}
    assert write_returned(home).written == 0
    assert {path: path.stat().st_mtime_ns for path in files} == files
    one = next(path for path in files if path.suffix == ".xlsx")
    one.unlink()
    (one.parent / "多余.xlsx").write_bytes(b"")
    assert write_returned(home).written == 1
    assert {path for path in home.outbox.rglob("*") if path.is_file()} == files.keys()


def counts(home) -> dict[str, int]:
    """Rows by status of their file, and rows in force."""
    import duckdb

    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        found = connection.execute(
            "select status, sum(accepted)::int, sum(rows_in)::int from marts.mart_submission where submission_id is not null group by 1"
        ).fetchall()
    return {status: accepted for status, accepted, _ in found} | {"rows": sum(rows for *_, rows in found)}
