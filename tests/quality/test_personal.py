"""No personal data gets past: numbers, and names even inside longer text."""

import duckdb
import pytest

from dagster_project.quality.personal import personal_gates
from dagster_project.quality.row_filter import row_filter_gates

# Made by hand: no person's. The check digit is not looked at.
ID_LIKE, PHONE = "150204199001011234", "13900000000"


@pytest.fixture
def warehouse():
    with duckdb.connect() as connection:
        connection.execute("""
            create schema raw; create schema marts; create schema seeds;
            create table raw.roster_b (row_kind varchar, person_name varchar, unit_name varchar);
            insert into raw.roster_b values
                ('data', '张三丰', '新华医院'), ('data', '新华', '新华医院'), ('data', '阿拉善', '新华医院'),
                ('data', '李四', '新华医院'), ('data', '巴特尔苏荣', '新华医院'), ('header', '姓名', null);
            create table seeds.division (division_name varchar);
            insert into seeds.division values ('阿拉善左旗');
        """)
        yield connection


def gate_of(connection, text: str | None):
    connection.execute(
        "create or replace table marts.mart_finding (review_year int, bureau_code varchar, bureau_name varchar, "
        "message varchar, run_id varchar, as_of timestamp, policy_version varchar)"
    )
    if text is not None:
        connection.execute(
            "insert into marts.mart_finding values (2023, '150200', '包头市', ?, 'r1', now()::timestamp, 'abcdef12')",
            [text],
        )
    [gate] = personal_gates(connection)
    return gate


@pytest.mark.parametrize(
    "text",
    [
        ID_LIKE, f"身份证号{ID_LIKE}。", "15020419900101123X", PHONE, f"电话：{PHONE}转", "张三丰", "申报人张三丰未填",
        "李四", "花名册（巴特尔苏荣）.xlsx",
    ],
)  # fmt: skip
def test_found(warehouse, text):
    gate = gate_of(warehouse, text)
    assert (gate.result, gate.kind, gate.is_leak) == ("不通过", "阻断", True)
    assert text not in gate.observed and ID_LIKE not in gate.observed


@pytest.mark.parametrize(
    "text",
    [
        "阿拉善盟新华医院",  # names that are places or units are vocabulary
        "桃李四方",  # two characters inside a longer text
        "姓名",  # a header is nobody
        "150204", "S1390000000", "mart-20240603T090000-0000abcd", "a13900000000b",  # codes and digests
    ],
)  # fmt: skip
def test_not_mistaken(warehouse, text):
    assert gate_of(warehouse, text).result == "通过"


def test_no_rows_is_not_a_pass(warehouse):
    assert gate_of(warehouse, None).result == "不适用"


def test_a_mart_without_row_filter_blocks(warehouse):
    warehouse.execute("create table marts.mart_open as select 2023 as review_year, '包头市' as bureau_name")
    [gate] = row_filter_gates(warehouse)
    assert (gate.result, gate.is_leak) == ("不通过", True)
    assert "bureau_code" in gate.observed
