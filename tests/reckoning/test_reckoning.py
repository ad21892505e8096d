"""Random regions: every cell of the marts against a reckoning that knows nothing of the SQL.

ZHICHENG_REGIONS=200 reckons that many regions; ZHICHENG_REGIONS=7-9 those of these seeds.
"""

import os

import pytest

from tests.reckoning import counts
from tests.reckoning.compare import all_differences
from tests.reckoning.facts import Facts
from tests.reckoning.generate import generate
from tests.reckoning.world import TITLES, UNKNOWN_TITLE

pytestmark = [pytest.mark.property, pytest.mark.slow]
SHOWN = 3


def seeds() -> list[int]:
    first, _, last = os.environ.get("ZHICHENG_REGIONS", "2").rpartition("-")
    return list(range(int(first or 1), int(last) + 1))


@pytest.mark.parametrize("seed", seeds())
def test_marts_equal_the_reckoning(regions, seed):
    region, connection = regions(seed)
    found = {mart: lines for mart, lines in all_differences(connection, region).items() if lines}
    told = [f"{mart}: {len(lines)}\n  " + "\n  ".join(lines[:SHOWN]) for mart, lines in found.items()]
    assert not found, f"region {seed}\n" + "\n".join(told)


@pytest.mark.parametrize("seed", seeds())
def test_sums_hold(regions, seed):
    """People counted once add up; the quota's lines add up to its total; applied = reviewed + not final + cancelled."""
    region, connection = regions(seed)
    _, everyone = counts.tilts(Facts(region))
    first = connection.execute("""
        select review_year, bureau_code, sum(persons_first) from marts.mart_tilt where tilt_code != '未标注' group by all
        having sum(persons_first) > 0""").fetchall()  # fmt: skip
    assert {(year, body): int(people) for year, body, people in first} == {key: number for key, number in everyone.items() if number}
    assert connection.execute("""
        select count(*) from marts.mart_pass_rate where applied != reviewed + not_final + cancelled""").fetchone() == (0,)  # fmt: skip
    assert connection.execute("""
        select review_year from marts.mart_quota_usage group by review_year
        having sum(applied) filter (where row_kind = 'line') != sum(applied) filter (where row_kind = 'total')""").fetchall() == []  # fmt: skip


def test_the_generator_reaches_the_edges():
    """Over thirty seeds every case that the reckoning is for comes up; made without building anything."""
    regions = [generate(seed) for seed in range(30)]
    units = [unit for region in regions for unit in region.units]
    rows = [row for region in regions for file in region.rosters for row in file.rows]
    assert {19, 20, 39, 40, 0} <= {sum(p.established for p in u.posts or [] if "高" in p.level) for u in units}
    assert {unit.reform for unit in units} >= {("2023-06-20", None), ("2023-06-21", None), ("2022-01-01", "2023-01-01"), ("2022-01-01", "2022-12-31")}
    assert {"1", "3", "4", "7", "8", "9", "10"} <= {code for row in rows for code in row.codes}
    assert {("3", "5"), ("1", "8"), ("1", "4")} <= {row.codes for row in rows}
    assert {"定向评价", "农牧民", "离岗创办", "兼职"} <= {row.way for row in rows}
    assert {"认定", "考试", "重新确认"} <= {row.mode for row in rows}
    assert {"非在编", "在编", None} == {row.employment for row in rows}
    assert {row.title for row in rows} == {*TITLES, UNKNOWN_TITLE}
    assert any(row.unit is None for row in rows)
    assert any(not row.person.has_id for row in rows)
    assert any(file.held for region in regions for file in region.rosters)
    assert {file.has_result for region in regions for file in region.results} == {True, False}
    assert {body for region in regions for body in region.bodies} >= {"150200", "150500", "150000", "150781", "152501"}
