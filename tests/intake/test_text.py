"""Cell text: hand-worked pairs."""

from datetime import date, datetime

import pytest

from dagster_project.intake.layout.text import cell_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("（工程）", "(工程)"),
        ("毕业院校及\n时间", "毕业院校及 时间"),
        ("副主任医师 \r\n 2018/12", "副主任医师 2018/12"),
        ("\u3000张\u00a0X\u200b ", "张X"),
        ("１５０２", "1502"),
        ("⼈力", "人力"),
        ("7 (含区直其他单位 4)", "7 (含区直其他单位 4)"),
        ("a_x000D_\nb", "a b"),
        ("", None),
        (" \u3000\n", None),
        (None, None),
        (date(1987, 9, 1), "1987-09-01"),
        (datetime(1987, 9, 1), "1987-09-01"),
        (datetime(1987, 9, 1, 8, 30), "1987-09-01 08:30:00"),
        (True, "TRUE"),
    ],
)
def test_text(value, text):
    assert cell_text(value) == (text, False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (3, "3"),
        (1.5, "1.5"),
        (-2.0, "-2"),
        (0.0000001, "0.0000001"),
        (13800000000.0, "13800000000"),
        (1.5020319870901e17, "150203198709010000"),  # the last digits are lost; none are invented
        (float("nan"), "nan"),
    ],
)
def test_numbers(value, text):
    assert cell_text(value) == (text, True)
