"""The person key. ID numbers here are made up: regions' code, date, serial and the digit that fits."""

import pytest
from stdnum.cn.ric import calc_check_digit

from dagster_project.intake.person import identify, is_valid_id, load_key

KEY = bytes(range(32))


def made_up(front: str) -> str:
    return front + calc_check_digit(front + "0")


NUMBER = made_up("15050219800101002")


def with_x() -> str:
    fronts = (f"150502198001{day:02}003" for day in range(1, 29))
    return next(number for number in map(made_up, fronts) if number.endswith("X"))


def test_the_same_person_has_one_key_however_it_is_typed():
    keys = {
        identify(KEY, text, False, "row")[0] for text in (NUMBER, f"'{NUMBER}", NUMBER[:6] + " " + NUMBER[6:])
    }
    keys |= {identify(KEY, text, False, "row")[0] for text in (f"({NUMBER})", f"{NUMBER}。", f"{NUMBER[:6]}-{NUMBER[6:14]}-{NUMBER[14:]}")}
    assert len(keys) == 1
    assert len(keys.pop()) == 64
    lower = with_x().lower()
    assert identify(KEY, lower, False, "a") == identify(KEY, lower.upper(), False, "b")
    assert identify(KEY, lower, False, "a")[1] == "valid"
    assert {identify(KEY, lower[:17] + x, False, "b")[0] for x in "×*✕"} == {identify(KEY, lower, False, "a")[0]}
    assert identify(KEY, NUMBER[:17] + "×", False, "b")[1] == "malformed"


def test_another_key_gives_other_people():
    assert identify(KEY, NUMBER, False, "row")[0] != identify(bytes(32), NUMBER, False, "row")[0]


@pytest.mark.parametrize(
    ("text", "was_number", "status"),
    [
        (None, False, "absent"),
        (NUMBER, True, "number"),
        (NUMBER[:-1] + str((int(NUMBER[-1].replace("X", "0")) + 1) % 10), False, "malformed"),
        (NUMBER[:-1], False, "malformed"),
        ("150502800101002", False, "malformed"),
        (made_up("15050219800231002"), False, "malformed"),
        ("无", False, "malformed"),
    ],
)
def test_without_a_valid_number_the_key_is_of_the_row(text, was_number, status):
    key, found = identify(KEY, text, was_number, "S1|Sheet1|4")
    assert found == status
    assert key.startswith("row:")
    assert key == identify(KEY, None, False, "S1|Sheet1|4")[0] != identify(KEY, None, False, "S1|Sheet1|5")[0]


def test_check_digit_and_date():
    assert is_valid_id(NUMBER)
    assert not is_valid_id(NUMBER.replace("1980", "1880"))


def test_the_key_is_made_once_and_owner_only(tmp_path):
    key = load_key(tmp_path / "secrets")
    assert key == load_key(tmp_path / "secrets")
    assert len(key) == 32
    assert (tmp_path / "secrets" / "person.key").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in (tmp_path / "secrets").iterdir()] == ["person.key"]
