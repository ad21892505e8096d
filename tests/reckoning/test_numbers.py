"""Arithmetic that others have written before: check digits of ID numbers, working days."""

from datetime import date, timedelta
from random import Random

import chinese_calendar
import pytest
from stdnum.cn import ric

from dagster_project.home import Home
from dagster_project.intake.person import identify, is_valid_id
from tests.marts import books

PUBLICITY = "序号 公示单位 公示环节 申报渠道 系列 层级 开始日期 结束日期".split()
pytestmark = pytest.mark.property
KEY = bytes(range(32))


def fronts(number: int):
    """Seventeen digits each: a region's code, a day that existed, a serial."""
    r = Random(20230424)
    for _ in range(number):
        day = date(1930, 1, 1) + timedelta(days=r.randrange(32_000))
        yield f"{r.choice((150202, 150502, 152223, 110101))}{day:%Y%m%d}{r.randrange(1000):03d}"


def test_check_digits_agree_with_stdnum():
    """Of the eleven possible last characters exactly the one that the library reckons is taken."""
    seen = set()
    for front in fronts(3000):
        right = ric.calc_check_digit(front + "0")
        seen.add(right)
        assert [digit for digit in "0123456789X" if is_valid_id(front + digit)] == [right]
        assert identify(KEY, front + right, False, "row")[1] == "valid"
    assert seen == set("0123456789X")


def test_any_digit_misread_is_noticed():
    """A single wrong digit never passes as another person; two neighbours that changed places do not either."""
    r = Random(7)
    for front in fronts(1000):
        number = front + ric.calc_check_digit(front + "0")
        place = r.randrange(17)
        wrong = number[:place] + r.choice([d for d in "0123456789" if d != number[place]]) + number[place + 1 :]
        assert not is_valid_id(wrong)
        swapped = number[:place] + number[place : place + 2][::-1] + number[place + 2 :]
        assert swapped == number or not is_valid_id(swapped)


@pytest.mark.slow
def test_working_days_of_publicity_agree_with_chinesecalendar(tmp_path):
    """Three hundred random periods, holidays and make-up days among them, through intake and the mart; both end days count."""
    r, home = Random(5), Home(tmp_path / "home").create()
    periods = set()
    while len(periods) < 300:
        first = date(2023, 1, 1) + timedelta(days=r.randrange(700))
        periods.add((first, first + timedelta(days=r.randrange(16))))
    rows = [
        {"公示单位": f"包头市第{number}医院", "公示环节": "单位", "申报渠道": "绿色通道", "系列": "卫生", "层级": "副高级",
         "开始日期": first.isoformat(), "结束日期": last.isoformat()} for number, (first, last) in enumerate(sorted(periods))
    ]  # fmt: skip
    books.book(home, "2023/包头市/公示登记表.xlsx", PUBLICITY, rows)
    with books.build(home) as connection:
        found = books.rows(connection, "select start_date, end_date, workdays from marts.mart_publicity")
    assert {(first, last) for first, last, _ in found} == periods
    assert [row for row in found if row[2] != len(chinese_calendar.get_workdays(*row[:2]))] == []
