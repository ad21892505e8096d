"""Each body's receipt: its own rows, worked out by hand; written whole, owner-only, and only when it says something new."""

import io
import json

import duckdb
from openpyxl import load_workbook

from dagster_project.publish import read_context
from dagster_project.receipts import write_receipts
from tests.publish.made import AS_OF, fill

COLUMNS = """review_year int, bureau_code varchar, bureau_name varchar, submission_id varchar, place varchar, form varchar,
    status varchar, rows_in int, accepted int, accepted_with_notice int, set_aside int, received_at timestamp, late boolean,
    supersedes varchar, question varchar"""
ROWS = """
    (2023, '150200', '包头市', 'S1', '花名册.xlsx', '申报花名册', '部分接收', 10, 7, 2, 1, '2023-06-03 09:00', false, null, null),
    (2023, '150200', '包头市', 'S2', '岗位.xlsx', '岗位表', '已退回', 0, 0, 0, 0, '2023-06-04 10:30', true, null, '=1+1 表头不对'),
    (2023, '150200', '包头市', null, null, '单位登记表', '未报', 0, 0, 0, 0, null, null, null, null),
    (2023, '150500', '通辽市', 'S3', '花名册.xlsx', '申报花名册', '待确认', 5, 0, 0, 0, '2023-06-03 09:00', null, 'S9', '是更正吗？'),
    (2023, null, null, 'S4', '名额.xlsx', '名额分配表', '已接收', 3, 3, 0, 0, '2023-05-01 08:00', null, null, null),
    (null, null, null, 'S5', 'x.xlsx', null, '已退回', 0, 0, 0, 0, '2023-06-03 09:00', null, null, '没有年度')
"""


def published(home, run_id: str = "r1", rows: str = ROWS):
    """A published file with only mart_submission in it."""
    fill(home, run_id)
    home.mart.unlink(missing_ok=True)
    path = home.published / f"mart-{run_id}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create table mart_submission ({COLUMNS})")
        connection.execute(f"insert into mart_submission values {rows}")
    home.mart.symlink_to(path.name)


def receipt(home, body: str, year: int = 2023) -> dict:
    return json.loads((home.outbox / str(year) / body / "回执.json").read_text("utf-8"))


def test_each_body_gets_its_own_and_nobody_elses(home):
    published(home)
    assert write_receipts(home, is_blocked=False) == 3
    assert sorted(path.name for path in (home.outbox / "2023").iterdir()) == ["包头市", "自治区", "通辽市"]
    one = receipt(home, "包头市")
    assert [row["submission_id"] for row in one["submissions"]] == ["S2", "S1"]
    assert one["totals"] == {"files": 2, "rows_in": 10, "accepted": 7, "accepted_with_notice": 2, "set_aside": 1}
    assert one["missing"] == ["单位登记表"] and one["figures_updated"] is True
    returned = one["submissions"][0]
    assert (returned["received_at"], returned["late"], returned["question"]) == ("2023-06-04 10:30:00", True, "=1+1 表头不对")
    assert [row["submission_id"] for row in receipt(home, "自治区")["submissions"]] == ["S4"]
    assert receipt(home, "通辽市")["submissions"][0]["question"] == "是更正吗？"
    assert "S1" not in (home.outbox / "2023" / "通辽市" / "回执.json").read_text("utf-8")


def test_the_workbook_says_the_same(home):
    published(home)
    write_receipts(home, is_blocked=True)
    content = (home.outbox / "2023" / "包头市" / "回执.xlsx").read_bytes()
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet["A1"].value == "包头市 2023 年报送回执"
    assert sheet["A2"].value == (
        f"截至 {AS_OF}（此后没有变化）。整表检查没有通过，看板上的数字沿用上一次；以下是本次收件的情况。"
    )
    assert sheet["A3"].value == (
        "共 2 份，10 行：接收 7，接收（有提示）2，暂存待改 1。逐格标注的文件在“退回修改”文件夹，改好后报回即替代原来的一份。"
    )
    assert sheet["A4"].value == "还没有收到：单位登记表。请补报。"
    assert [cell.value for cell in sheet[6]] == [
        "2023-06-04 10:30:00", "岗位.xlsx", "岗位表", "已退回", 0, 0, 0, 0, "迟报", "=1+1 表头不对", "S2",
    ]  # fmt: skip
    assert sheet["J6"].data_type == "s"
    assert [sheet["I7"].value, sheet["K7"].value] == ["按时", "S1"]


def test_owner_only_and_whole(home):
    published(home)
    write_receipts(home, is_blocked=False)
    files = [path for path in home.outbox.rglob("*")]
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)
    assert not [path for path in files if path.name.endswith(".tmp")]


def test_only_what_changed_is_written_again(home):
    published(home)
    write_receipts(home, is_blocked=False)
    assert write_receipts(home, is_blocked=False) == 0
    published(home, "r2", ROWS.replace("'待确认', 5", "'已接收', 5"))
    assert read_context(home).run_id == "r2"
    assert write_receipts(home, is_blocked=False) == 1
    assert (receipt(home, "通辽市")["run_id"], receipt(home, "包头市")["run_id"]) == ("r2", "r1")
    (home.outbox / "2023" / "包头市" / "回执.xlsx").unlink()
    assert write_receipts(home, is_blocked=False) == 1
    assert write_receipts(home, is_blocked=True) == 3
