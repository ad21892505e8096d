"""The calendar of working days: whole years without a gap, as the library that collects the notices on holidays has them."""

from collections import Counter
from datetime import date, timedelta

import chinese_calendar
import pytest

from tests.seeds.test_policy import rows

DAYS = {date.fromisoformat(r["day"]): r for r in rows("policy/calendar") if not r["division_code"]}
WORK = {day for day, row in DAYS.items() if row["is_workday"] == "true"}


def test_six_whole_years():
    first, last = min(DAYS), max(DAYS)
    assert (first, last) == (date(2021, 1, 1), date(2026, 12, 31))
    assert len(DAYS) == (last - first + timedelta(1)).days == 2191


def test_working_days_of_the_years():
    found = Counter(day.year for day in WORK)
    assert (found[2023], found[2024], found[2025], found[2026]) == (249, 251, 248, 248)


@pytest.mark.parametrize(("day", "works", "kind"), [
    ("2024-09-28", False, "周末"), ("2024-09-29", True, "调休上班"), ("2024-09-30", True, "工作日"),
    ("2024-10-01", False, "法定节假日及调休"), ("2024-10-07", False, "法定节假日及调休"), ("2024-10-08", True, "工作日"),
    ("2024-10-12", True, "调休上班"), ("2023-05-06", True, "调休上班"),
])  # fmt: skip
def test_days_that_are_easily_miscounted(day, works, kind):
    row = DAYS[date.fromisoformat(day)]
    assert ((row["is_workday"] == "true"), row["kind"]) == (works, kind)


def test_agrees_with_chinesecalendar():
    assert WORK == {day for day in DAYS if chinese_calendar.is_workday(day)}
    assert {row["source"] for row in DAYS.values()} == {"chinesecalendar 1.11.0"}
