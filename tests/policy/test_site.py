"""The region's own rows of any seed: merged by key, read by intake and dbt, and a bad one stops the run in time."""

import csv
from datetime import datetime

import pytest

from dagster_project.errors import UserError
from dagster_project.forms import load_forms
from dagster_project.home import DBT_DIR
from dagster_project.intake import take_in
from dagster_project.intake.bodies import load_folders
from dagster_project.policy import NOTE, check, read_policy
from dagster_project.policy.seeds import all_seeds
from dagster_project.policy.site import prepare


def put(home, name: str, *rows: dict, encoding: str = "utf-8") -> None:
    """site/<name>.csv with the seed's columns; what a row does not say is empty."""
    columns = all_seeds()[name].columns
    with (home.site / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys([*columns, *(c for row in rows for c in row)])))
        writer.writeheader()
        writer.writerows(rows)


def shipped(name: str, **where) -> dict:
    """One row of a seed as it is."""
    with all_seeds()[name].path.open(encoding="utf-8-sig", newline="") as file:
        return next(r for r in csv.DictReader(file) if all(r[k] == v for k, v in where.items()))


def merged(home, group: str, name: str) -> list[dict]:
    with (home.seeds(group) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_seed_has_a_key_that_holds_for_its_own_rows():
    for seed in all_seeds().values():
        assert seed.key, f"{seed.name}: add its key to dagster_project/policy/seeds.py, or a unique test to its yml"
        with seed.path.open(encoding="utf-8-sig", newline="") as file:
            rows = [tuple(row[k] for k in seed.key) for row in csv.DictReader(file)]
        assert len(rows) == len(set(rows)), seed.name


def test_without_rows_the_seeds_are_read(home):
    prepare(home)
    assert home.seeds("forms") == DBT_DIR / "seeds" / "forms"


def test_an_alias_of_the_region_reaches_the_reader(home):
    row = shipped("form_column", form_code="roster_b", column_name="unit_name")
    put(home, "form_column", row | {"aliases": row["aliases"] + "|供职单位"}, encoding="gb18030")
    prepare(home)
    roster = next(f for f in load_forms(home.seeds("forms"), 2024) if f.code == "roster_b")
    assert roster.column_of("供职单位") == "unit_name" and roster.column_of("工作单位") == "unit_name"
    assert len(merged(home, "forms", "form_column")) == len(all_rows("form_column"))
    assert len(load_forms(home.seeds("forms"))) == len(load_forms())


def test_a_folder_alias_and_a_threshold(home):
    put(home, "reporting_body", shipped("reporting_body", bureau_code="150200") | {"folder_aliases": "鹿城"})
    prepare(home)
    folders = load_folders(home.seeds("codes") / "reporting_body.csv")
    assert folders["鹿城"].code == "150200" and folders["通辽市"].code == "150500"


def all_rows(name: str) -> list[dict]:
    with all_seeds()[name].path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_saved_by_wps_are_read_and_said(home):
    old = shipped("tilt_code", tilt_code="7", valid_from="2024-01-01")
    put(home, "tilt_code", old | {"valid_from": "2024/1/1", "valid_to": "2024/12/31"},
        old | {"valid_from": "2025/1/1", "tilt_label": "新读法"}, encoding="gb18030")  # fmt: skip
    prepare(home)
    rows = [r for r in merged(home, "codes", "tilt_code") if r["tilt_code"] == "7"]
    assert [(r["valid_from"], r["valid_to"]) for r in rows] == [
        ("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31"), ("2025-01-01", "")
    ]  # fmt: skip
    policy = read_policy(home)
    said = [f.message for f in check(policy) if f.where.startswith("site/")]
    assert (policy.own, policy.replacing) == (2, 1)
    assert "不是 UTF-8，按 GB18030 读" in said and "valid_from “2025/1/1”读作 2025-01-01" in said
    assert any(m.startswith("代替 tilt_code.csv 第 ") for m in said) and "新增一行" in said


def test_rows_taken_away_are_gone(home):
    put(home, "tilt_code", shipped("tilt_code", tilt_code="7", valid_from="2023-01-01") | {"tilt_short": "本地"})
    prepare(home)
    assert [r["tilt_short"] for r in merged(home, "codes", "tilt_code")].count("本地") == 1
    (home.site / "tilt_code.csv").unlink()
    prepare(home)
    assert home.seeds("codes") == DBT_DIR / "seeds" / "codes"


@pytest.mark.parametrize(
    ("name", "like", "cells", "message"),
    [
        ("policy_limit", {"rule_id": "R-POST-01"}, {"clause": ""},
         "site/policy_limit.csv 第 2 行 R-POST-01：没有依据：clause 为空"),
        ("policy_limit", {"rule_id": "R-POST-01"}, {"limit_numerator": "五"},
         "limit_numerator “五”应为整数"),
        ("policy_limit", {"rule_id": "R-POST-01"}, {"备注": "x"}, "site/policy_limit.csv：没有列“备注”；可用：rule_id、"),
        ("policy_limit", {"rule_id": "R-POST-01"}, {"rule_id": "R-NEW-1"}, "2023 年与 R-POST-01 同一指标、地区、层级、衡量范围，两条同时生效"),
        ("tilt_code", {"tilt_code": "7", "valid_from": "2024-01-01"}, {"valid_from": "2025-01-01"},
         "site/tilt_code.csv 第 2 行 7：2025 年与 tilt_code.csv 第 15 行 7 同时生效：请给早的一行补失效日 valid_to"),
        ("tilt_code", {"tilt_code": "7", "valid_from": "2024-01-01"}, {"document_id": ""}, "没有依据：document_id 为空"),
        ("tilt_code", {"tilt_code": "7", "valid_from": "2024-01-01"}, {"valid_from": "明年"}, "valid_from “明年”不是日期"),
        ("title", {"title": "正高级工程师"}, {"series_code": "5"}, "series_code：没有系列代码“5”；是否应为 05，前面的 0 被表格软件去掉了"),
        ("expected_file", {"form_code": "roster_b"}, {"bureau_code": "159999"}, "bureau_code：没有报送单位代码“159999”"),
    ],
)  # fmt: skip
def test_a_bad_row_stops_the_run_before_anything_is_read(home, name, like, cells, message):
    put(home, name, shipped(name, **like) | cells)
    with pytest.raises(UserError) as stopped:
        take_in(home, "r1", datetime(2026, 1, 2), "abcdef01")
    assert message in stopped.value.message
    assert stopped.value.message.startswith("本地行（site/）有错，没有计算，已发布的数字不变：")
    assert not (home.raw / "submission.parquet").exists()


def test_a_file_of_another_name_is_refused(home):
    (home.site / "policy_limits.csv").write_text("rule_id\nR-POST-01\n", "utf-8")
    with pytest.raises(UserError, match="site/policy_limits.csv：没有这样一张表"):
        prepare(home)


def test_a_column_not_given_keeps_the_seed_s_value(home):
    (home.site / "policy_limit.csv").write_text("rule_id,limit_numerator\nR-POST-01,4\n", "utf-8")
    prepare(home)
    row = next(r for r in merged(home, "policy", "policy_limit") if r["rule_id"] == "R-POST-01")
    assert (row["limit_numerator"], row["clause"]) == ("4", "四(十一)2")
    assert {f.level for f in check(read_policy(home))} == {NOTE}
