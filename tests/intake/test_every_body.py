"""Every body's roster in every other body's folder is let in by none; in its own it is."""

import csv
from collections import Counter, defaultdict
from itertools import cycle, product

from dagster_project.intake.bodies import BODIES
from dagster_project.intake.places import DIVISIONS
from tests.intake.test_probably_wrong import text

KINDS = ("第一中学", "人民医院", "农牧技术推广中心", "水利局", "文化馆", "疾病预防控制中心")
NAMELESS = ["第三中学", "蒙医医院"]


def rows_of(path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def units() -> dict[str, list[str]]:
    """{body: units}: by its banner alone and by league and banner; of the region by its own name."""
    leagues = {row["division_code"]: row["division_name"] for row in rows_of(DIVISIONS) if row["tier"] == "盟市"}
    banners = defaultdict(list)
    for row in rows_of(DIVISIONS):
        if row["tier"] == "旗县区":
            banners[row["bureau_code"]] += [row["division_name"], leagues[row["parent_code"]] + row["division_name"]]
    found = {body: [place + kind for place, kind in zip(cycle(places), KINDS, strict=False)] for body, places in banners.items()}
    return found | {"150000": [f"内蒙古自治区{kind}" for kind in KINDS]}


def roster(of: list[str], salt: str) -> bytes:
    names = [f"赵{salt}{chr(0x4E00 + n)}" for n in range(len(of))]
    return text([[unit, name, "男", "1980/05", "本科", "工程师", ""] for unit, name in zip(of, names, strict=True)])


def test_every_body_in_every_other_bodys_folder(intake):
    names, found = {row["bureau_code"]: row["bureau_name"] for row in rows_of(BODIES)}, units()
    assert len(found) == len(names) == 15
    intake.bodies = BODIES
    for n, (body, folder) in enumerate(product(names, names)):
        intake.put(f"2024/{names[folder]}/{body}.csv", roster(found[body] + NAMELESS, chr(0x6000 + n)))
    intake.run()
    own, others = Counter(), Counter()
    for one in intake.submissions():
        is_own = one["place"] == f"{one['bureau_code']}.csv"
        (own if is_own else others)[one["status"]] += 1
    assert own == {"已接收": 15}
    # The region's own units are in no league; they are asked about, not returned.
    assert others == {"已退回": 15 * 14 - 14, "待确认": 14}
