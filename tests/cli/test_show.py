"""show, status and files read the published copy: labels for people, columns for programs."""

import csv
import io
import json

import pytest

from dagster_project.cli import main
from dagster_project.publish import publish
from tests.publish.made import gate
from tests.quality.marts import BODY, GOOD, make

OTHER = {"bureau_code": "150300", "bureau_name": "乌海市", "review_year": 2024}


@pytest.fixture
def shown(home):
    """A home whose published file holds the made marts, for 包头市 in 2023 and 乌海市 in 2024."""
    import duckdb

    rows = GOOD | {mart: GOOD[mart] + [row | OTHER for row in GOOD[mart]] for mart in ("mart_tilt", "mart_pass_rate")}
    rows["mart_pass_rate"] = [*rows["mart_pass_rate"], BODY | {"banner_code": "=1+1", "pass_rate": None}]
    with duckdb.connect(str(home.warehouse)) as connection:
        make(connection, rows)
        connection.execute("drop table marts.mart_gate")
        connection.execute(
            "copy (select 'r1' as run_id, timestamp '2024-06-03 09:00' as as_of, 'abcdef12' as policy_version) "
            f"to '{home.raw / 'run_context.parquet'}' (format parquet)"
        )
    publish(home, [gate(), gate("不适用", table="mart_policy")], carry_over=False)
    return home


def say(capsys, home, *words) -> str:
    assert main(["--home", str(home.path), *words]) == 0
    return capsys.readouterr().out


def test_json_is_a_list_of_rows_by_column(shown, capsys):
    rows = json.loads(say(capsys, shown, "show", "mart_tilt", "--json"))
    assert len(rows) == 4
    assert rows[0]["tilt_code"] == "1" and rows[0]["applications"] == 5 and rows[0]["as_of"] == "2024-06-03T09:00:00"
    assert rows == json.loads(say(capsys, shown, "show", "mart_tilt", "--format", "json"))


@pytest.mark.parametrize("bureau", ["150300", "乌海市", "乌海"])
def test_filters(shown, capsys, bureau):
    rows = json.loads(say(capsys, shown, "show", "mart_tilt", "--json", "--bureau", bureau))
    assert {row["bureau_code"] for row in rows} == {"150300"} and len(rows) == 2
    assert json.loads(say(capsys, shown, "show", "mart_tilt", "--json", "--bureau", bureau, "--year", "2023")) == []


def test_table_has_chinese_headings_and_its_provenance(shown, capsys):
    text = say(capsys, shown, "show", "tilt")
    head = text.splitlines()[0]
    assert "报送单位" in head and "申报人次" in head and "tilt" not in head
    assert "运行批次 r1" in text and "政策版本 abcdef12" in text and "共 4 行" in text
    assert "演示数据" not in text


def test_a_demo_says_so(shown, capsys):
    shown.mark_demo()
    assert "演示数据" in say(capsys, shown, "show", "mart_tilt")
    assert "演示数据" in say(capsys, shown, "status")
    assert json.loads(say(capsys, shown, "status", "--json"))["demo"] is True


def test_csv_starts_no_formula(shown, capsys):
    rows = list(csv.DictReader(io.StringIO(say(capsys, shown, "show", "mart_pass_rate", "--format", "csv"))))
    assert {row["banner_code"] for row in rows} == {"150202", "'=1+1"}
    assert [row["pass_rate"] for row in rows if row["banner_code"] == "'=1+1"] == [""]


def test_unknown_mart_and_body_are_wrong_usage(shown, capsys):
    assert main(["--home", str(shown.path), "show", "mart_nothing"]) == 2
    assert "mart_tilt" in capsys.readouterr().err
    assert main(["--home", str(shown.path), "show", "mart_tilt", "--bureau", "北京"]) == 2
    assert "包头市" in capsys.readouterr().err


def test_status_as_json(shown, capsys):
    found = json.loads(say(capsys, shown, "status", "--json"))
    assert found == json.loads(say(capsys, shown, "status", "--format", "json"))
    counts = {name: found[name] for name in ("rows_in", "accepted", "accepted_with_notice", "set_aside")}
    assert counts == {"rows_in": 100, "accepted": 90, "accepted_with_notice": 8, "set_aside": 2}
    assert found["published"]["run_id"] == "r1" and found["published"]["path"].endswith("mart-r1.duckdb")
    assert [row["result"] for row in found["gates"]] == ["不适用", "通过"]
    assert {row["submission_id"] for row in found["submissions"]} == {"S1", "S2"}


def test_status_for_people(shown, capsys):
    text = say(capsys, shown, "status")
    assert "已接收 1 份" in text and "报送 100" in text and "通过 1 项" in text


def test_files_list(shown, capsys):
    text = say(capsys, shown, "files", "list", "--year", "2023")
    assert "S1" in text and "文件状态" in text and "共 2 行" in text
