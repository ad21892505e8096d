"""zhicheng policy check and list, as a person types them."""

import csv
import io
import json

import pytest

from dagster_project.cli import main


def say(capsys, home, *words, code: int = 0) -> str:
    assert main(["--home", str(home.path), "policy", *words]) == code
    return capsys.readouterr().out


def test_check_counts(home, capsys):
    lines = say(capsys, home, "check").splitlines()
    notes = sum(line.startswith("[提示]") for line in lines)
    assert lines[-2:] == ["本地行 0 条，替代 0 条。", f"规则 117 条：错误 0 处，提示 {notes} 处。"]


def test_check_fails_on_an_error(home, seeds, capsys):
    own = next(r for r in seeds.rows("policy_limit") if r["rule_id"] == "R-POST-01") | {"measure_id": "none"}
    seeds.write("policy_limit", [own], home.site / "policy_limit.csv")
    text = say(capsys, home, "check", code=1)
    assert "[错误] site/policy_limit.csv 第 2 行 R-POST-01：没有指标“none”" in text


def test_list_counts_by_fate(home, capsys):
    text = say(capsys, home, "list")
    assert text.splitlines()[0].split()[:3] == ["规则", "指标", "处置"]
    counts = dict(part.split(" ")[:2] for part in text.splitlines()[-1].rstrip("。").split("，")[1:])
    assert "共 117 条" in text and sum(map(int, counts.values())) == 117 and int(counts["判定"]) > 6


@pytest.mark.parametrize(("rule", "limit"), [
    ("R-POST-01", "不超过 5%"), ("R-TEACH-01", "不超过 200"), ("R-TEACH-02", "不超过 取自报送表"), ("R-PANEL-02", "不少于 1/3"),
    ("R-POST-10", ""),
])  # fmt: skip
def test_limits_read_as_printed(home, capsys, rule, limit):
    rows = {r["rule_id"]: r for r in json.loads(say(capsys, home, "list", "--format", "json"))}
    assert rows[rule]["limit"] == limit and rows[rule]["document_no"] and rows[rule]["reading"]


@pytest.mark.parametrize(("year", "known"), [(2022, False), (2023, True), (2024, False)])
def test_list_of_a_year(home, capsys, year, known):
    rows = csv.DictReader(io.StringIO(say(capsys, home, "list", "--year", str(year), "--format", "csv")))
    assert ("R-POST-01" in {r["rule_id"] for r in rows}) is known


def test_rules_that_wait_name_form_and_column(home, capsys):
    rows = json.loads(say(capsys, home, "list", "--fate", "需要数据", "--format", "json"))
    assert len(rows) > 40 and all(r["needs_form"] and r["needs_column"] and r["why"] for r in rows)


def test_no_such_fate(home, capsys):
    with pytest.raises(SystemExit) as stop:
        say(capsys, home, "list", "--fate", "也许")
    assert stop.value.code == 2
