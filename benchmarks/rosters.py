"""Rosters B of people who do not exist, as many and as long as asked: what benchmarks/intake.py reads.

Titles, header and the 17 columns are those of Tongliao's annex of 2024; each file has its own people.
"""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

import xlsxwriter

from dagster_project.sample.people import make_person

HEADER = (
    "序号", "单位所属", "工作单位", "姓名", "性别", "民族", "出生年月", "学历", "毕业院校及时间", "所学专业",
    "现有资格及取得时间", "现从事专业", "申报资格名称", "继续教育", "身份证号", "联系电话", "倾斜政策",
)  # fmt: skip
TITLES = ("工程师", "高级工程师", "一级教师", "高级教师", "主治医师", "副主任医师", "农艺师")
BANNERS = ("开鲁县", "库伦旗", "奈曼旗", "扎鲁特旗", "霍林郭勒市", "科尔沁区")
TOP = 3  # rows above the data: title, unit, header


def write_many(folder: Path, files: int, rows: int, seed: int = 1) -> list[Path]:
    """Files of `rows` data rows each below folder/2024/通辽市/, ten to a sub-folder; returns them in order."""
    places = [folder / "2024" / "通辽市" / f"{n // 10:03}" / f"{seed}_{n:04}.xlsx" for n in range(files)]
    jobs = [(place, rows, seed_of(seed, n)) for n, place in enumerate(places)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(_write, jobs, chunksize=max(1, files // 50)))
    return places


def seed_of(seed: int, number: int) -> int:
    """Of one file."""
    return seed * 1_000_003 + number


def _write(job: tuple[Path, int, int]) -> None:
    place, rows, seed = job
    write(place, rows, seed)


def write(place: Path, rows: int, seed: int, corrected: bool = False) -> None:
    """One roster; corrected: the same people, the first with another major."""
    place.parent.mkdir(parents=True, exist_ok=True)
    rng = Random(seed)
    book = xlsxwriter.Workbook(str(place), {"constant_memory": False, "use_zip64": rows > 100_000})
    sheet = book.add_worksheet("花名册")
    sheet.write_string(0, 0, "通辽市2024年申报（高）级专业技术职称花名册（工程系列）")
    sheet.write_string(1, 0, "单位（盖章）：通辽市人力资源和社会保障局")
    sheet.write_row(2, 0, HEADER)
    for n in range(rows):
        row = person_row(rng, n + 1)
        if corrected and n == 0:
            row[11] = "更正后的专业"
        sheet.write_row(TOP + n, 0, row)
    book.close()


def person_row(rng: Random, number: int) -> list:
    """One applicant; ID number and telephone are texts, the number of the row and the tilt code are numbers."""
    one = make_person(rng, "150523", 2024, False)
    banner, school = rng.choice(BANNERS), rng.randrange(1, 40)
    held = f"{rng.choice(TITLES)} {rng.randrange(2010, 2022)}/{rng.randrange(1, 13):02}"
    return [
        number, rng.choice(("旗县区", "乡镇")), f"通辽市{banner}第{school}中学", one.name, one.sex, one.ethnic,
        f"{one.birth:%Y/%m}", one.education, one.graduation, one.major, held, one.major, rng.choice(TITLES), "有",
        one.id_number, one.phone, rng.choice(("", "", "", 1, 3, 5)),
    ]  # fmt: skip
